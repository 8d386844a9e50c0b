package io.jobevents.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.callback.Node;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A reading of one node's children: what is taken is gone from the rest, what is not stays at its place. */
class NodeReaderTest {

    private static final Node A1 = Node.leaf("a", "1");
    private static final Node A2 = Node.leaf("a", "2");
    private static final Node B = Node.branch("b", List.of(Node.leaf("c", "3"), Node.leaf("d", "4")));

    private final NodeReader reader = new NodeReader(List.of(A1, B, A2));

    @Test
    void takeText_ofARepetition_takesTheFirstAlone() {
        assertThat(reader.takeText("a")).contains("1");
        assertThat(reader.takeText("a")).isEmpty();
        assertThat(reader.unread()).containsExactly(B, A2);
        assertThat(reader.tookAll("a")).isFalse();
    }

    @Test
    void takeText_ofABranchOrNothing_takesNothing() {
        assertThat(reader.takeText("b")).isEmpty();
        assertThat(reader.takeText("z")).isEmpty();
        assertThat(reader.unread()).containsExactly(A1, B, A2);
    }

    @Test
    void take_thatCannotBeRead_leavesTheRepetitions() {
        assertThat(reader.take("a", node -> Optional.of(node.text()).filter("2"::equals)))
                .isEmpty();
        assertThat(reader.unread()).containsExactly(A1, B, A2);
    }

    @Test
    void takeAll_takesWhatCanBeReadInOrder() {
        assertThat(reader.takeAll("a", node -> Optional.of(node.text()))).containsExactly("1", "2");
        assertThat(reader.takeAll("b", node -> Optional.empty())).isEmpty();
        assertThat(reader.unread()).containsExactly(B);
        assertThat(reader.tookAll("a")).isTrue();
        assertThat(reader.tookAll("b")).isFalse();
    }

    @Test
    void peek_leavesAllUnread() {
        assertThat(reader.peek("b")).contains(B);
        assertThat(reader.peekText("a")).contains("1");
        assertThat(reader.peekText("b")).isEmpty();
        assertThat(reader.unread()).containsExactly(A1, B, A2);
    }

    @Test
    void open_leavesTheRestAtItsPath() {
        NodeReader opened = reader.open("b").orElseThrow();

        assertThat(opened.takeText("c")).contains("3");
        assertThat(reader.open("b")).containsSame(opened);
        assertThat(reader.unread()).containsExactly(A1, Node.branch("b", List.of(Node.leaf("d", "4"))), A2);
    }

    @Test
    void open_andTakeAll_leavesNothingOfIt() {
        NodeReader opened = reader.open("b").orElseThrow();
        opened.takeText("c");
        opened.takeText("d");

        assertThat(reader.unread()).containsExactly(A1, A2);
    }

    @Test
    void open_ofALeafOrNothing_isAbsent() {
        assertThat(reader.open("a")).isEmpty();
        assertThat(reader.open("z")).isEmpty();
        assertThat(reader.openAll("a")).isEmpty();
    }

    @Test
    void openAll_opensEachBranch() {
        NodeReader two = new NodeReader(List.of(B, A1, B));

        two.openAll("b").getLast().takeText("d");

        assertThat(two.unread()).containsExactly(B, A1, Node.branch("b", List.of(Node.leaf("c", "3"))));
    }
}
