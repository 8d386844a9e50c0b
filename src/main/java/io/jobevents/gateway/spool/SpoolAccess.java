package io.jobevents.gateway.spool;

/**
 * Who may access the file while it is open.
 *
 * <p>SQLite maps the index of a shared log into memory. It writes one byte of each 4096 to allocate the index, which
 * is enough if a block of the file system has 4096 bytes or more. With smaller blocks the rest is allocated when it
 * is first written, and on a full disk that write ends the process (SIGBUS). The index of a log that nobody else
 * uses is on the heap.
 *
 * <ul>
 *   <li>{@link #SHARED}: also {@code sqlite3} of an operator
 *   <li>{@link #EXCLUSIVE}: this process only; for file systems with small blocks
 * </ul>
 *
 * @see <a href="https://www.sqlite.org/wal.html#use_of_wal_without_shared_memory">WAL without shared memory</a>
 */
enum SpoolAccess {
    SHARED("NORMAL"),
    EXCLUSIVE("EXCLUSIVE");

    /** The unit in which SQLite allocates the index. */
    private static final int INDEX_PAGE = 4096;

    private final String lockingMode;

    SpoolAccess(String lockingMode) {
        this.lockingMode = lockingMode;
    }

    String lockingMode() {
        return lockingMode;
    }

    /** @param blockSize of the file system, in bytes */
    static SpoolAccess of(long blockSize) {
        return blockSize < INDEX_PAGE ? EXCLUSIVE : SHARED;
    }
}
