package io.jobevents.gateway.tools.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that fills a disk. */
public record Ballast(Path file) {

    private static final int BLOCK = 1 << 12;

    /** Fills the free space of the disk. */
    public void fill() throws IOException {
        byte[] block = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            if (!Files.exists(file)) {
                throw full;
            }
        }
    }

    /** Frees that many bytes at the end of the file. */
    public void shrink(long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(Math.max(0, channel.size() - bytes));
        }
    }

    /** Frees the space again. */
    public void free() throws IOException {
        Files.deleteIfExists(file);
    }
}
