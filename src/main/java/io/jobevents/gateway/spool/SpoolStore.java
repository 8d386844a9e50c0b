package io.jobevents.gateway.spool;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Opens the spool's file when needed and again after a failure, and sets a damaged file aside under another name. For
 * one thread.
 */
final class SpoolStore implements AutoCloseable {

    /**
     * The work of one transaction; repeated if the transaction fails.
     *
     * @param <T> the result
     */
    @FunctionalInterface
    interface Work<T> {
        T in(SpoolFile file) throws SQLException;
    }

    private static final Logger LOG = Logger.getLogger(SpoolStore.class);

    private final Path path;
    private final Clock clock;
    private final Consumer<SpoolFile.Totals> opened;
    private @Nullable SpoolFolder folder;
    private @Nullable SpoolFile file;
    private final AtomicInteger damaged = new AtomicInteger();

    /** @param opened receives the totals of a file that was just opened */
    SpoolStore(Path path, Clock clock, Consumer<SpoolFile.Totals> opened) {
        this.path = path;
        this.clock = clock;
        this.opened = opened;
    }

    /** The number of files that were set aside. */
    int damaged() {
        return damaged.get();
    }

    /**
     * Does the work and commits it. After a failure it tries once more: with a new file if the old one is damaged,
     * after a checkpoint of the log if the disk is full, else with a new connection.
     *
     * @return the result of the attempt that was committed
     * @throws ConfigurationException if another gateway uses the spool
     */
    <T> T write(Work<T> work) throws IOException, SQLException {
        try {
            return attempt(work);
        } catch (SQLException e) {
            recover(e);
            try {
                return attempt(work);
            } catch (SQLException again) {
                closeFile();
                throw again;
            }
        }
    }

    private <T> T attempt(Work<T> work) throws IOException, SQLException {
        SpoolFile open = open();
        T done = work.in(open);
        open.commit();
        return done;
    }

    /** The file, opened and counted unless it is open. */
    SpoolFile open() throws IOException, SQLException {
        SpoolFile current = file;
        if (current == null) {
            SpoolFolder locked = lock();
            current = SpoolFile.open(locked.file(), SpoolAccess.of(locked.blockSize()));
            file = current;
            opened.accept(current.totals());
        }
        return current;
    }

    private SpoolFolder lock() throws IOException {
        SpoolFolder locked = folder;
        if (locked == null) {
            locked = SpoolFolder.lock(path);
            folder = locked;
        }
        return locked;
    }

    private void recover(SQLException failure) throws IOException, SQLException {
        SQLiteErrorCode code = code(failure);
        if (code == SQLiteErrorCode.SQLITE_CORRUPT || code == SQLiteErrorCode.SQLITE_NOTADB) {
            closeFile();
            Path name = lock().setAside(clock);
            damaged.incrementAndGet();
            LOG.errorf(
                    "The spool is damaged (%s); it is set aside as %s and a new one is begun",
                    failure.getMessage(), name.toAbsolutePath());
        } else if (code == SQLiteErrorCode.SQLITE_FULL && file != null) {
            file.rollback();
            file.upkeep().checkpoint();
        } else {
            closeFile();
        }
    }

    private static SQLiteErrorCode code(SQLException failure) {
        // The primary code is in the low eight bits of an extended one.
        return failure instanceof SQLiteException sqlite
                ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xFF)
                : SQLiteErrorCode.UNKNOWN_ERROR;
    }

    private void closeFile() {
        if (file != null) {
            try {
                file.close();
            } catch (SQLException e) {
                LOG.debug("Closing a failed connection failed", e);
            }
        }
        file = null;
    }

    @Override
    public void close() throws IOException {
        closeFile();
        if (folder != null) {
            folder.close();
        }
    }
}
