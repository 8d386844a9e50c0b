package io.jobevents.gateway.tools.endurance;

import io.jobevents.gateway.tools.faults.Ballast;
import io.jobevents.gateway.tools.faults.Command;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A disk for the spool of one gateway: ext4 in a file of 192 MB, with real syncs, which can be filled and frozen. Needs
 * root.
 */
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
        int blockSize = number % 2 == 0 ? 1024 : 4096; // for both ways to access the database
        Command.run("mkfs.ext4 -q -m 0 -b " + blockSize + " " + image);
        Command.run("mount -o loop " + image + " " + folder);
        return new SpoolDisk(image, folder);
    }

    Path spool() {
        return folder.resolve("spool");
    }

    /** The file that fills it. */
    Ballast ballast() {
        return new Ballast(folder.resolve("ballast"));
    }

    /** Freezes it: each write and each sync blocks until closed. */
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
