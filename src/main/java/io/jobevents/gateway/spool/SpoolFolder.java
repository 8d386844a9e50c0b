package io.jobevents.gateway.spool;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The folder of a spool: the database, a lock against other gateways, and damaged databases that were set aside. */
final class SpoolFolder implements AutoCloseable {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final FileChannel channel;

    private SpoolFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Creates the folder, unless it exists, and locks it until the process ends.
     *
     * @throws ConfigurationException if another gateway has it
     * @throws IOException if it cannot be written
     */
    static SpoolFolder lock(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve("spool.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel)) {
            return new SpoolFolder(folder, channel);
        }
        channel.close();
        throw new ConfigurationException("gateway.spool.path: another gateway uses the spool in "
                + folder.toAbsolutePath() + "; each needs a folder of its own");
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** The block size of its file system, in bytes. */
    long blockSize() throws IOException {
        return Files.getFileStore(folder).getBlockSize();
    }

    Path file() {
        return folder.resolve("spool.db");
    }

    /** Renames the database and its log files, and returns the new name. The database must be closed. */
    Path setAside(Clock clock) throws IOException {
        Path damaged = folder.resolve("spool.db.damaged-" + STAMP.format(clock.instant()));
        for (String part : List.of("", "-wal", "-shm")) {
            Path from = folder.resolve("spool.db" + part);
            if (Files.exists(from)) {
                Files.move(from, folder.resolve(damaged.getFileName() + part));
            }
        }
        return damaged;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
