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
 * Reads the CPU time and memory of a process from Linux, and optionally the allocation of its JVM.
 *
 * <p>Allocation is read by JMX, whose agent is loaded into the process. The agent takes some megabytes of memory, and
 * no CPU time between readings. So memory is measured in runs without it.
 */
final class ProcessMeter implements AutoCloseable {

    /** Clock ticks per second in {@code /proc}: 100 in user space on all machines, whatever the kernel uses. */
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

    /** A meter that also reads the JVM's allocation. */
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

    /** Whether the process exists; the other methods fail without it. */
    boolean isAlive() {
        return Files.exists(proc("stat"));
    }

    /** The CPU time of all threads, user and system. */
    Duration cpu() throws IOException {
        return cpu(Files.readString(proc("stat")));
    }

    /** @param stat the content of {@code /proc/PID/stat} */
    static Duration cpu(String stat) {
        // The second field is the program's name in brackets, which may contain any character.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
        return Duration.ofMillis(ticks * 1_000 / TICKS);
    }

    /** The peak resident memory. */
    long peakResidentBytes() throws IOException {
        return peakResidentBytes(Files.readString(proc("status")));
    }

    /** @param status the content of {@code /proc/PID/status} */
    static long peakResidentBytes(String status) {
        return status.lines()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                .findFirst()
                .orElseThrow();
    }

    /** The CPU time of each thread. */
    ThreadTimes threads() throws IOException {
        return ThreadTimes.read(pid);
    }

    /** The heap allocation of all threads, including ended ones, in bytes; 0 without {@link #withJvm}. */
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
