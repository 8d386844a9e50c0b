package io.jobevents.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Tests of the command line's help, version and usage errors. */
class GatewayCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine program =
            GatewayCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @Test
    void help_namesTheModesAndTheStatuses() {
        assertThat(program.execute("--help")).isZero();

        assertThat(out.toString())
                .contains(
                        "job-event-gateway [-hV] [COMMAND]",
                        "drain",
                        "check",
                        "asyncapi",
                        "Exit status:",
                        "2   wrong use");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void helpOfACommand_hasTheCommonStyle() {
        assertThat(program.execute("drain", "--help")).isZero();

        assertThat(out.toString())
                .contains("job-event-gateway drain [-hV]", "gateway.spool.path", "Exit status:", "2   wrong use");
    }

    @Test
    void helpOfCheck_namesItsOptionsAndItsStatuses() {
        assertThat(program.execute("check", "--help")).isZero();

        assertThat(out.toString())
                .contains(
                        "job-event-gateway check [-hV] [--json] [--content-type=TYPE]",
                        "[--source=NAME]",
                        "Exit status:",
                        "1   a body is at fault");
    }

    @Test
    void version_isPrinted() {
        assertThat(program.execute("--version")).isZero();

        assertThat(out.toString()).startsWith("job-event-gateway ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drian",
                "--drain",
                "drain --now",
                "drain twice",
                "check --lines",
                "check --content-type",
                "asyncapi --yaml"
            })
    void wrongUse_isReportedWithStatusTwo(String arguments) {
        String[] split = arguments.split(" ");

        assertThat(program.execute(split)).isEqualTo(2);

        assertThat(err.toString()).contains(split[split.length - 1], "job-event-gateway");
        assertThat(out.toString()).isEmpty();
    }
}
