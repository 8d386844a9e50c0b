package io.jobevents.gateway.tools.bench;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * What a process has taken so far, as Linux and, where it is asked for, its JVM say.
 *
 * <p>What the JVM says is read by JMX, whose agent is loaded into the process for it: some megabytes of memory, and no time
 * between the readings. So memory is measured where allocation is not.
 */
final class ProcessMeter implements AutoCloseable {

    /** Clock ticks a second in {@code /proc}: Linux tells programs 100 on all machines, whatever it counts by. */
    private static final int TICKS = 100;

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    private final long pid;
    private final Optional<JMXConnector> jvm;

    private ProcessMeter(long pid, Optional<JMXConnector> jvm) {
        this.pid = pid;
        this.jvm = jvm;
    }

    static ProcessMeter of(long pid) {
        return new ProcessMeter(pid, Optional.empty());
    }

    /** One that asks the JVM, too. */
    static ProcessMeter withJvm(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                JMXServiceURL url = new JMXServiceURL(machine.startLocalManagementAgent());
                return new ProcessMeter(pid, Optional.of(JMXConnectorFactory.connect(url)));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException(e);
        }
    }

    /** Whether the process is there; one that was killed is not asked for its times. */
    boolean isOfLiving() {
        return Files.exists(proc("stat"));
    }

    /** Processor time of the process, user and system, over all its threads. */
    Duration cpu() throws IOException {
        return cpu(Files.readString(proc("stat")));
    }

    /** @param stat the line that is {@code /proc/PID/stat} */
    static Duration cpu(String stat) {
        // The second field is the program's name in brackets, and may hold anything.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
        return Duration.ofMillis(ticks * 1_000 / TICKS);
    }

    /** The most memory that was resident at once. */
    long peakResidentBytes() throws IOException {
        return peakResidentBytes(Files.readString(proc("status")));
    }

    /** @param status the text that is {@code /proc/PID/status} */
    static long peakResidentBytes(String status) {
        return status.lines()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                .findFirst()
                .orElseThrow();
    }

    /** Processor time of each of its threads. */
    ThreadTimes threads() throws IOException {
        return ThreadTimes.read(pid);
    }

    /** Bytes that all its threads have allocated on the heap, also those that have ended; 0 if its JVM is not asked. */
    long allocatedBytes() throws IOException {
        if (jvm.isEmpty()) {
            return 0;
        }
        try {
            return (Long) jvm.get()
                    .getMBeanServerConnection()
                    .getAttribute(new ObjectName("java.lang:type=Threading"), "TotalThreadAllocatedBytes");
        } catch (JMException e) {
            throw new IOException(e);
        }
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(pid), file);
    }

    @Override
    public void close() throws IOException {
        if (jvm.isPresent()) {
            jvm.get().close();
        }
    }
}
