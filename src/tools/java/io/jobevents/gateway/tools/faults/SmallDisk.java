package io.jobevents.gateway.tools.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a few megabytes that can be filled. Needs root. */
final class SmallDisk implements AutoCloseable {

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    static SmallDisk mount(int megabytes) throws IOException {
        Path folder = Files.createTempDirectory("small-disk");
        Command.run("mount -t tmpfs -o size=" + megabytes + "m none " + folder);
        return new SmallDisk(folder);
    }

    Path spool() {
        return folder.resolve("spool");
    }

    /** The file that fills it. */
    Ballast ballast() {
        return new Ballast(folder.resolve("ballast"));
    }

    @Override
    public void close() throws IOException {
        Command.run("umount " + folder);
        Files.deleteIfExists(folder);
    }
}
