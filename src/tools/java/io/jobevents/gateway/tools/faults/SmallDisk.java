package io.jobevents.gateway.tools.faults;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a few megabytes that can be filled. Needs root. */
final class SmallDisk implements AutoCloseable {

    private final Path home;
    private final Path folder;

    private SmallDisk(Path home, Path folder) {
        this.home = home;
        this.folder = folder;
    }

    static SmallDisk tmpfs(int megabytes) throws IOException {
        SmallDisk disk = create();
        Command.run("mount -t tmpfs -o size=" + megabytes + "m none " + disk.folder);
        return disk;
    }

    /** @param blockSize in bytes: 1024, 2048 or 4096 */
    static SmallDisk ext4(int megabytes, int blockSize) throws IOException {
        SmallDisk disk = create();
        try (RandomAccessFile file = new RandomAccessFile(disk.image().toFile(), "rw")) {
            file.setLength((long) megabytes << 20);
        }
        Command.run("mkfs.ext4 -q -m 0 -b " + blockSize + " " + disk.image());
        Command.run("mount -o loop " + disk.image() + " " + disk.folder);
        return disk;
    }

    private static SmallDisk create() throws IOException {
        Path home = Files.createTempDirectory("small-disk");
        return new SmallDisk(home, Files.createDirectory(home.resolve("mount")));
    }

    private Path image() {
        return home.resolve("image");
    }

    Path spool() {
        return folder.resolve("spool");
    }

    void sync() {
        Command.run("sync -f " + folder);
    }

    /** The file that fills it. */
    Ballast ballast() {
        return new Ballast(folder.resolve("ballast"));
    }

    @Override
    public void close() throws IOException {
        Command.run("umount " + folder);
        Files.deleteIfExists(folder);
        Files.deleteIfExists(image());
        Files.deleteIfExists(home);
    }
}
