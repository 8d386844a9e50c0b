package io.jobevents.gateway.event;

import static io.jobevents.gateway.event.Member.details;
import static io.jobevents.gateway.event.Member.each;
import static io.jobevents.gateway.event.Member.first;
import static io.jobevents.gateway.event.Member.integer;
import static io.jobevents.gateway.event.Member.list;
import static io.jobevents.gateway.event.Member.number;
import static io.jobevents.gateway.event.Member.object;
import static io.jobevents.gateway.event.Member.text;
import static io.jobevents.gateway.event.Member.time;
import static io.jobevents.gateway.event.Member.warnings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.callback.Node;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of {@link Reading}: the value that each kind of row reads, and what stays in the details. */
class ReadingTest {

    private static final Shape ITEM = Shape.of(
            text("name", "Name"),
            text("label", "Label").orElse(reading -> reading.text("name").filter("fallback"::equals)),
            time("at", "At"),
            details());

    private static final Shape TABLE = Shape.of(
            text("one", "A"),
            text("either", "B", "Deep/B").orElse(reading -> reading.text("one").filter("fallback"::equals)),
            time("at", "At"),
            integer("count", "Count"),
            number("size", "Size"),
            object("inner", "Deep", text("c", "C"), object("own", "Own", text("d", "D"), details())),
            object("here", ".", text("e", "E")),
            list("items", "Deep/Item", ITEM),
            list("bare", "Bare", Shape.of(text("name", "Name"))),
            first("head", Type.Scalar.TEXT, "Deep/Head", ReadingTest::takeText),
            each("tail", Type.Scalar.TEXT, "Tail", ReadingTest::takeText),
            first("beside", Type.Scalar.TEXT, "../Beside", ReadingTest::takeText),
            details(),
            warnings());

    /** Takes a text; the last one replaces earlier ones. */
    private static Optional<Node> takeText(Reading reading, int slot, Node node) {
        if (!node.isLeaf()) {
            return Optional.of(node);
        }
        reading.put(slot, node.text());
        return Optional.empty();
    }

    /** In single quotes. */
    @ParameterizedTest
    @MethodSource
    void nodes_giveMembersAndDetails(String nodes, String members) {
        assertThat(encoded("{'JobsDetail':{" + nodes + "}}")).isEqualTo(members.replace('\'', '"'));
    }

    /** The event of a callback in single quotes. */
    private static String encoded(String callback) {
        Callback decoded = GoldenPairs.decode(callback.replace('\'', '"'));
        Reading reading = Reading.of(decoded, decoded.jobs().getFirst(), TABLE, 100);
        return new String(new EventEncoder().encode(new JobEvent(reading.members())), StandardCharsets.UTF_8);
    }

    static Stream<Arguments> nodes_giveMembersAndDetails() {
        return Stream.of(
                argumentSet("text", "'A':'1'", "{'one':'1'}"),
                argumentSet("text twice", "'A':['1','2']", "{'one':'1','details':{'A':'2'}}"),
                argumentSet("text after a branch", "'A':[{'x':1},'2']", "{'details':{'A':[{'x':'1'},'2']}}"),
                argumentSet("unknown", "'Z':'1'", "{'details':{'Z':'1'}}"),
                argumentSet(
                        "preferred path", "'Deep':{'B':'2'},'B':'1'", "{'either':'1','details':{'Deep':{'B':'2'}}}"),
                argumentSet("other path", "'Deep':{'B':'2'}", "{'either':'2'}"),
                argumentSet(
                        "other path beside one that does not fit",
                        "'B':{'x':1},'Deep':{'B':'2'}",
                        "{'either':'2','details':{'B':{'x':'1'}}}"),
                argumentSet(
                        "other path twice", "'Deep':{'B':['2','3']}", "{'either':'2','details':{'Deep':{'B':'3'}}}"),
                argumentSet("neither path", "'A':'fallback'", "{'one':'fallback','either':'fallback'}"),
                argumentSet("time", "'At':'2024-01-02 03:04:05+0800'", "{'at':'2024-01-02T03:04:05+08:00'}"),
                argumentSet("no time", "'A':'1','At':'-'", "{'one':'1'}"),
                argumentSet(
                        "no time, then one",
                        "'At':['-','2024-01-02T03:04:05Z']",
                        "{'details':{'At':'2024-01-02T03:04:05Z'}}"),
                argumentSet("bad time", "'At':'soon'", "{'details':{'At':'soon'},'warnings':['time-unreadable']}"),
                argumentSet(
                        "time that is no text",
                        "'At':{'x':1}",
                        "{'details':{'At':{'x':'1'}},'warnings':['time-unreadable']}"),
                argumentSet("numbers", "'Count':1,'Size':2.50", "{'count':1,'size':2.5}"),
                argumentSet("bad numbers", "'Count':1.5,'Size':'01'", "{'details':{'Count':'1.5','Size':'01'}}"),
                argumentSet("object", "'Deep':{'C':'1','Z':'2'}", "{'inner':{'c':'1'},'details':{'Deep':{'Z':'2'}}}"),
                argumentSet(
                        "object twice",
                        "'Deep':[{'C':'1'},{'C':'2'}]",
                        "{'inner':{'c':'1'},'details':{'Deep':{'C':'2'}}}"),
                argumentSet("object after a text", "'Deep':['x',{'C':'1'}]", "{'details':{'Deep':['x',{'C':'1'}]}}"),
                argumentSet(
                        "object with details of its own",
                        "'Deep':{'Own':{'D':'1','Z':'2'}}",
                        "{'inner':{'own':{'d':'1','details':{'Z':'2'}}}}"),
                argumentSet("object of the node at hand", "'E':'1'", "{'here':{'e':'1'}}"),
                argumentSet(
                        "items",
                        "'Deep':{'Item':[{'Name':'1'},'x',{'Z':'2'}]}",
                        "{'items':[{'name':'1'},{'details':{'Z':'2'}}],'details':{'Deep':{'Item':'x'}}}"),
                argumentSet(
                        "item without a value",
                        "'Deep':{'Item':{'Name':'fallback'}}",
                        "{'items':[{'name':'fallback','label':'fallback'}]}"),
                argumentSet(
                        "item that says nothing",
                        "'Deep':{'Item':{'At':'-'}}",
                        "{'details':{'Deep':{'Item':{'At':'-'}}}}"),
                argumentSet(
                        "items without details",
                        "'Bare':[{'Name':'1','Z':'2'},{'Z':'3'}]",
                        "{'bare':[{'name':'1'}],'details':{'Bare':[{'Z':'2'},{'Z':'3'}]}}"),
                argumentSet(
                        "function for the first",
                        "'Deep':{'Head':['1','2']}",
                        "{'head':'1','details':{'Deep':{'Head':'2'}}}"),
                argumentSet(
                        "function that takes nothing",
                        "'Deep':{'Head':[{'x':1},'2']}",
                        "{'details':{'Deep':{'Head':[{'x':'1'},'2']}}}"),
                argumentSet(
                        "function for each", "'Tail':['1',{'x':2},'3']", "{'tail':'3','details':{'Tail':{'x':'2'}}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "'Beside':'2'|{'one':'1','beside':'2'}",
                "'E':'2'|{'one':'1','details':{'Response':{'E':'2'}}}",
                "'Beside':['2','3']|{'one':'1','beside':'2','details':{'Response':{'Beside':'3'}}}"
            })
    void nodesBesideThePart_areThoseOfTheEnvelope(String envelope, String members) {
        assertThat(encoded("{" + envelope + ",'JobsDetail':{'A':'1'}}")).isEqualTo(members.replace('\'', '"'));
    }

    @ParameterizedTest
    @MethodSource
    void inconsistentTable_isRefused(String sentence, List<Member> rows) {
        assertThatThrownBy(() -> Shape.of(rows.toArray(Member[]::new)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    static Stream<Arguments> inconsistentTable_isRefused() {
        return Stream.of(
                argumentSet("member twice", "a is there twice", List.of(text("a", "A"), text("a", "B"))),
                argumentSet("path twice", "A is there twice", List.of(text("a", "A"), text("b", "A"))),
                argumentSet(
                        "value with members",
                        "A is a value and has members",
                        List.of(text("a", "A"), text("b", "A/B"))),
                argumentSet(
                        "item with an envelope",
                        "The items of a have no envelope",
                        List.of(list("a", "A", Shape.of(text("b", "../B"))))),
                argumentSet("value of a branch", "A is there twice", List.of(text("b", "A/B"), text("a", "A"))));
    }
}
