package io.jobevents.gateway.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.tools.bench.ThreadTimes.Times;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ThreadTimesTest {

    private static final String C1 = "C1 CompilerThre";
    private static final String C2 = "C2 CompilerThre";

    @Test
    void thread_hasItsNameAndTime() {
        String stat = "12 (C2 CompilerThre) S 1 4711 4711 0 -1 4194560 9 8 7 6 150 50 0 0 20 0 33 0 99 1000 200 300";

        assertThat(Times.parse(stat)).isEqualTo(new Times(C2, Duration.ofSeconds(2)));
        assertThat(Times.parse(stat).isCompiler()).isTrue();
        assertThat(Times.parse(stat.replace("C2 CompilerThre", "Common (C2) x")))
                .isEqualTo(new Times("Common (C2) x", Duration.ofSeconds(2)));
        assertThat(Times.parse(stat.replace("C2 CompilerThre", "Compiler (C2)")).isCompiler())
                .isFalse();
    }

    @Test
    void compilers_areThoseOfBothKinds_andNewOnes() {
        ThreadTimes begin = times("1", "main", 5, "2", C1, 7, "3", C2, 11);
        ThreadTimes end = times("1", "main", 50, "2", C1, 8, "3", C2, 13, "4", C2, 4);

        assertThat(end.compilersSince(begin, Duration.ofSeconds(60))).isEqualTo(Duration.ofSeconds(1 + 2 + 4));
    }

    /** In 60 seconds main took 45 and the first compiler 1: 14 are left, and not counted twice. */
    @Test
    void compilersThatEnd_haveWhatIsLeft() {
        ThreadTimes begin = times("1", "main", 5, "2", C1, 7, "3", C2, 11);
        ThreadTimes end = times("1", "main", 50, "2", C1, 8);

        assertThat(end.compilersSince(begin, Duration.ofSeconds(60))).isEqualTo(Duration.ofSeconds(15));
    }

    /** Ticks are rounded down for each thread. */
    @Test
    void compilersThatEnd_haveNoLessThanTheOthers() {
        ThreadTimes begin = times("2", C1, 7, "3", C2, 11);
        ThreadTimes end = times("2", C1, 9);

        assertThat(end.compilersSince(begin, Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void otherThreadsThatEnd_areNoCompilers() {
        ThreadTimes begin = times("1", "main", 5, "2", C1, 7);
        ThreadTimes end = times("2", C1, 8);

        assertThat(end.compilersSince(begin, Duration.ofSeconds(60))).isEqualTo(Duration.ofSeconds(1));
    }

    /** This JVM's own threads: it has compiled something by now. */
    @Test
    void threads_areReadFromLinux() throws IOException {
        ThreadTimes times = ThreadTimes.read(ProcessHandle.current().pid());

        assertThat(times.byId().values()).anyMatch(Times::isCompiler).anyMatch(thread -> !thread.isCompiler());
        assertThat(times.compilersSince(new ThreadTimes(Map.of()), Duration.ZERO))
                .isPositive();
    }

    /** Id, name and seconds of each in turn. */
    private static ThreadTimes times(Object... threads) {
        Map<String, Times> byId = new HashMap<>();
        for (int i = 0; i < threads.length; i += 3) {
            byId.put((String) threads[i], new Times((String) threads[i + 1], Duration.ofSeconds((int) threads[i + 2])));
        }
        return new ThreadTimes(byId);
    }
}
