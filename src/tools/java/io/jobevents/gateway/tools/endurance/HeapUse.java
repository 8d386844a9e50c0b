package io.jobevents.gateway.tools.endurance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The used heap of a JVM after a collection, which is requested by the JDK's {@code jcmd}. */
final class HeapUse {

    private static final Pattern USED = Pattern.compile("^\\s*(?:DefNew|Tenured|def new|tenured).*used (\\d+)K");

    private HeapUse() {}

    /** In megabytes; empty if the process is gone. */
    static OptionalLong afterCollection(long pid) throws InterruptedException {
        return jcmd(pid, "GC.run").isEmpty() ? OptionalLong.empty() : parse(jcmd(pid, "GC.heap_info"));
    }

    /** @param info the output of {@code GC.heap_info} for the serial collector */
    static OptionalLong parse(String info) {
        long kilobytes = info.lines()
                .map(USED::matcher)
                .filter(Matcher::find)
                .mapToLong(used -> Long.parseLong(used.group(1)))
                .sum();
        return kilobytes == 0 ? OptionalLong.empty() : OptionalLong.of(kilobytes >> 10);
    }

    private static String jcmd(long pid, String command) throws InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process process = new ProcessBuilder(jcmd, Long.toString(pid), command)
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? printed : "";
        } catch (IOException e) {
            return "";
        }
    }
}
