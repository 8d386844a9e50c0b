package io.jobevents.gateway.tools.endurance;

import io.jobevents.gateway.tools.faults.Ballast;
import io.jobevents.gateway.tools.faults.Command;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk for one gateway's spool: ext4 in a file of 192 MB, so that syncs are real, and it can be filled and held up. Needs root. */
final class SpoolDisk implements AutoCloseable {

    private static final long SIZE = 192L << 20;

    private final Path image;
    private final Path folder;

    private SpoolDisk(Path image, Path folder) {
        this.image = image;
        this.folder = folder;
    }

    static SpoolDisk mount(Path home, int number) throws IOException {
        Path image = home.resolve("disk-" + number + ".img");
        Path folder = Files.createDirectory(home.resolve("disk-" + number));
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(SIZE);
        }
        Command.run("mkfs.ext4 -q -m 0 " + image);
        Command.run("mount -o loop " + image + " " + folder);
        return new SpoolDisk(image, folder);
    }

    Path spool() {
        return folder.resolve("spool");
    }

    /** What takes all of its room. */
    Ballast ballast() {
        return new Ballast(folder.resolve("ballast"));
    }

    /** Holds up each write and each sync until closed. */
    Held hold() {
        return Held.fileSystem(folder.toString());
    }

    long usedBytes() throws IOException {
        FileStore store = Files.getFileStore(folder);
        return store.getTotalSpace() - store.getUnallocatedSpace();
    }

    @Override
    public void close() throws IOException {
        Command.tryRun("umount -l " + folder);
        Files.deleteIfExists(image);
        Files.deleteIfExists(folder);
    }
}
