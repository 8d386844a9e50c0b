package io.jobevents.gateway.tools.endurance;

/** Freezes a disk repeatedly for short times, until closed. */
final class SlowDisk implements AutoCloseable {

    private static final int LONGEST_MILLIS = 1_500;
    private static final int BETWEEN_MILLIS = 300;

    private final SpoolDisk disk;
    private final int millis;
    private final Thread thread;
    private volatile boolean closed;

    private SlowDisk(SpoolDisk disk, int millis) {
        this.disk = disk;
        this.millis = millis;
        this.thread = Thread.ofPlatform().name("slow disk").daemon().unstarted(this::holdOften);
    }

    /** @param percent the length of each freeze, of the maximum */
    static SlowDisk begin(SpoolDisk disk, int percent) {
        SlowDisk slow = new SlowDisk(disk, 50 + (LONGEST_MILLIS - 50) * percent / 100);
        slow.thread.start();
        return slow;
    }

    private void holdOften() {
        try {
            while (!closed) {
                try (Held held = disk.hold()) {
                    Thread.sleep(millis);
                }
                Thread.sleep(BETWEEN_MILLIS);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
