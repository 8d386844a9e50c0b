package io.jobevents.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.replay.Selection;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Tests of the {@code replay} command's arguments. */
final class ReplayCommandTest {

    private static final String KEY = "68f7843e8616b68b2ed98eb7f471f89a390089dd9ba21147b2628cedf0632ab1";

    @Test
    void withoutArguments_selectsEveryBody() {
        ReplayCommand command = command();

        assertThat(command.selection()).isEqualTo(Selection.ALL);
        assertThat(command.isDryRun()).isFalse();
    }

    @Test
    void arguments_setTheSelection() {
        ReplayCommand command = command(
                "--reason=bucket-not-accepted",
                "--reason",
                "event-too-large",
                "--since=2026-11-28T14:00:00+08:00",
                "--until=2026-11-28T07:00:00Z",
                "--key=" + KEY,
                "--key=media-" + KEY,
                "--source=media",
                "--dry-run",
                "--rate=5");

        assertThat(command.selection())
                .isEqualTo(new Selection(
                        Set.of(Reason.BUCKET_NOT_ACCEPTED, Reason.EVENT_TOO_LARGE),
                        Optional.of(Instant.parse("2026-11-28T06:00:00Z")),
                        Optional.of(Instant.parse("2026-11-28T07:00:00Z")),
                        Set.of(KEY, "media-" + KEY),
                        Optional.of("media")));
        assertThat(command.isDryRun()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    --reason=no                                     | 'no' is no reason; the reasons are
                    --since=2026-11-28                              | '2026-11-28' is no time; one is written like
                    --until=2026-11-28T06:00:00                     | '2026-11-28T06:00:00' is no time; one is written like
                    --since=2026-11-28T06:00:00Z --until=2026-11-28T06:00:00Z | --since is not before --until
                    --rate=0                                        | --rate is not positive
                    --rate=fast                                     | 'fast' is not an int
                    --key=abc                                       | 'abc' is no key
                    --source=Media                                  | 'Media' is no name of a source
                    --reason                                        | Missing required parameter
                    everything                                      | Unmatched argument at index 1: 'everything'
                    """)
    void wrongUse_isOneSentence(String arguments, String sentence) {
        StringWriter err = new StringWriter();
        CommandLine program = GatewayCommand.commandLine().setErr(new PrintWriter(err));

        int status = program.execute(("replay " + arguments.strip()).split(" "));

        assertThat(status).isEqualTo(2);
        assertThat(err.toString().lines().toList()).hasSize(2);
        assertThat(err.toString()).contains(sentence, "Try 'job-event-gateway replay --help'");
    }

    private static ReplayCommand command(String... arguments) {
        return CommandLine.populateCommand(new ReplayCommand(), arguments);
    }
}
