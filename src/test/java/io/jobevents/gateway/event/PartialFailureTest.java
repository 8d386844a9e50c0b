package io.jobevents.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of the warning {@code partial-failure}. */
class PartialFailureTest {

    private static final String WARNING = "\"warnings\":[\"partial-failure\"]";

    @ParameterizedTest
    @MethodSource
    void partialFailure_isAWarning(String callback) {
        assertThat(GoldenPairs.value(callback.replace('\'', '"'))).endsWith(WARNING + "}");
    }

    static Stream<Arguments> partialFailure_isAWarning() {
        return Stream.of(
                job("state of a node", "'State':'Success','Operation':{'DigitalWatermark':{'State':'FAILED'}}"),
                job("state deep inside a failed job", "'State':'Failed','a':[{'b':1},{'c':{'State':'Failed'}}]"),
                job("count of errors", "'State':'Success','Operation':{'FileCompressResult':{'ErrorCount':'2'}}"),
                job("count of failed pages as a fraction", "'State':'Success','FailPageCount':0.5"),
                workflow(
                        "failed task of a successful run",
                        "'State':'success','Tasks':[{'State':'Success'},{'State':'Failed'}]"),
                workflow(
                        "failure inside a task of a failed run",
                        "'State':'Failed','Tasks':{'State':'Failed','a':{'State':'Failed'}}"),
                workflow(
                        "errors inside a task of a failed run",
                        "'State':'Failed','Tasks':{'ResultInfo':{'ErrorCount':1}}"),
                workflow("failure beside the tasks of a failed run", "'State':'Failed','a':{'State':'Failed'}"));
    }

    @ParameterizedTest
    @MethodSource
    void noFailure_isNoWarning(String callback) {
        assertThat(GoldenPairs.value(callback.replace('\'', '"'))).doesNotContain("warnings");
    }

    static Stream<Arguments> noFailure_isNoWarning() {
        return Stream.of(
                job("state of the job", "'State':'Failed','Code':'Failed','Message':'Failed'"),
                job("another state", "'State':'Success','a':{'State':'Running'}"),
                job("state that is no text", "'State':'Success','a':{'State':{'b':'Failed'}}"),
                job("second state of a node", "'State':'Success','a':{'State':['Success','Failed']}"),
                job("no errors", "'State':'Success','a':{'ErrorCount':'0','FailPageCount':'-1'}"),
                job("errors that are no number", "'State':'Success','a':{'ErrorCount':'many'},'ErrorCount':{'b':1}"),
                workflow(
                        "failed task of a failed run",
                        "'State':'Failed','Tasks':[{'State':'Failed'},{'State':'Success'}]"),
                workflow("failed task of a cancelled run", "'State':'Cancel','Tasks':{'State':'Failed'}"));
    }

    private static Arguments job(String what, String members) {
        return argumentSet("job: " + what, "{'JobsDetail':{'JobId':'j'," + members + "}}");
    }

    private static Arguments workflow(String what, String members) {
        return argumentSet("workflow: " + what, "{'WorkflowExecution':{'RunId':'i'," + members + "}}");
    }
}
