package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.callback.Node;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one part of a callback by a {@link Shape}, in one pass over its nodes. A value that fits a row of the shape is
 * put into the slot of that row. All other nodes remain at their paths and become the details, so no value is lost.
 *
 * <p>For one thread.
 */
final class Reading {

    /** The usual number of nodes from which gatherers take values. */
    private static final int FEW = 3;

    private final Shape shape;
    private final Node node;
    private final Members members;
    private final boolean[] marks;
    private final Common common;
    /** The remains of nodes from which a gatherer has taken values. */
    private Map<Node, Optional<Node>> left = Map.of();

    /** The state shared by the readings of one part. */
    private static final class Common {
        final Set<Warning> warnings = EnumSet.noneOf(Warning.class);
        long room;

        Common(long room) {
            this.room = room;
        }
    }

    private Reading(Shape shape, Node node, Common common) {
        this.shape = shape;
        this.node = node;
        this.members = new Members(shape);
        this.marks = new boolean[shape.marks()];
        this.common = common;
    }

    /**
     * Reads a part with the envelope around it.
     *
     * @param room the limit, in characters, of repetitions in the event of values that the callback has once
     */
    static Reading of(Callback callback, Node part, Shape shape, long room) {
        Reading reading = new Reading(shape, part, new Common(room));
        if (callback.charactersReplaced()) {
            reading.warn(Warning.ILLEGAL_CHARACTERS_REPLACED);
        }
        List<Node> details = new ArrayList<>(reading.readChildren(shape.part(), part.children()));
        List<Node> beside = reading.readChildren(shape.envelope(), callback.beside());
        if (!beside.isEmpty()) {
            details.add(Node.branch(Callback.ENVELOPE, beside));
        }
        reading.putDetails(shape.slot(Member.DETAILS), details);
        return reading;
    }

    /** The members, with default values and warnings. */
    Members members() {
        fillIn();
        if (!common.warnings.isEmpty()) {
            List<String> codes = new ArrayList<>(common.warnings.size());
            common.warnings.forEach(warning -> codes.add(warning.code()));
            put(shape.slot(Member.WARNINGS), codes);
        }
        return members;
    }

    /** Puts the default values of rows into their empty slots. */
    private void fillIn() {
        for (Shape.Otherwise otherwise : shape.otherwise()) {
            if (!members.has(otherwise.slot())) {
                otherwise.value().of(this).ifPresent(value -> members.put(otherwise.slot(), value));
            }
        }
    }

    /** The node that is read. */
    Node node() {
        return node;
    }

    /** The scalar of a member, if it is read already. */
    Optional<String> text(String member) {
        return members.text(shape.slot(member));
    }

    /** The value in a slot, if it is read already. */
    Optional<Object> value(int slot) {
        return members.value(slot);
    }

    /** @param value of the Java type that the member's {@link Type} names */
    void put(int slot, Object value) {
        members.put(slot, value);
    }

    void warn(Warning warning) {
        common.warnings.add(warning);
    }

    /** Reserves room for repeated values. Returns false if there is too little; then all later calls do, too. */
    boolean takeRoom(long characters) {
        common.room -= characters;
        return hasRoom();
    }

    boolean hasRoom() {
        return common.room >= 0;
    }

    /** Reads children by their names, and returns those that remain for the details. */
    private List<Node> readChildren(Step.Branch branch, List<Node> children) {
        List<Node> stays = List.of();
        for (int i = 0; i < children.size(); i++) { // an iterator would be garbage for each node
            Node child = children.get(i);
            Optional<Step> step = branch.at(child.name());
            Optional<Node> rest = step.isPresent() ? read(step.get(), child) : Optional.of(child);
            if (rest.isPresent()) {
                stays = stays.isEmpty() ? new ArrayList<>() : stays;
                stays.add(rest.get());
            }
        }
        return stays;
    }

    private Optional<Node> read(Step step, Node child) {
        return switch (step) {
            case Step.Scalar scalar -> readScalar(scalar, child);
            case Step.Branch branch -> readBranch(branch, child);
            case Step.Item item -> readItem(item, child);
            case Step.First first ->
                isFirst(first.mark()) ? first.taker().take(this, first.slot(), child) : Optional.of(child);
            case Step.Every every -> every.taker().take(this, every.slot(), child);
            case Step.Gathered gathered -> readGathered(gathered, child);
        };
    }

    private Optional<Node> readScalar(Step.Scalar scalar, Node leaf) {
        if (!isFirst(scalar.mark()) || scalar.isPreceded(node)) {
            return Optional.of(leaf);
        }
        Type.Scalar type = scalar.type();
        if (leaf.isLeaf() && type.isNone(leaf.text())) {
            return Optional.empty();
        }
        String value = leaf.isLeaf() ? type.read(leaf.text()) : Type.NONE;
        if (value.isEmpty()) {
            if (type == Type.Scalar.TIME) {
                warn(Warning.TIME_UNREADABLE);
            }
            return Optional.of(leaf);
        }
        members.put(scalar.slot(), value);
        return Optional.empty();
    }

    private Optional<Node> readBranch(Step.Branch branch, Node child) {
        if (!isFirst(branch.mark()) || child.isLeaf()) {
            return Optional.of(child);
        }
        List<Node> stays = readChildren(branch, child.children());
        if (branch.details().isPresent()) {
            putDetails(branch.details().get(), stays);
            return Optional.empty();
        }
        return rest(child, stays);
    }

    private Optional<Node> readItem(Step.Item item, Node child) {
        if (child.isLeaf()) {
            return Optional.of(child);
        }
        Reading reading = new Reading(item.shape(), child, common);
        Optional<Node> stays = reading.readBranch(item.shape().part(), child);
        if (reading.members.isEmpty()) {
            return Optional.of(child);
        }
        reading.fillIn();
        add(item.slot(), reading.members);
        return stays;
    }

    private Optional<Node> readGathered(Step.Gathered gathered, Node child) {
        if (isFirst(gathered.mark())) {
            gathered.gatherer().gather(this, gathered.slot());
        }
        return left.getOrDefault(child, Optional.of(child));
    }

    /** For gatherers: reads a node as an object of that shape; its remainder is for the details. */
    Members object(Shape of, Node child) {
        Reading reading = new Reading(of, child, common);
        leave(child, reading.readBranch(of.part(), child));
        reading.fillIn();
        return reading.members;
    }

    /** For gatherers: sets the remainder of a node from which values were taken. */
    void leave(Node of, Optional<Node> stays) {
        if (left.isEmpty()) {
            left = new IdentityHashMap<>(FEW);
        }
        left.put(of, stays);
    }

    /** Adds an item to the list in the slot. */
    @SuppressWarnings("unchecked") // guaranteed by the type of the row
    void add(int slot, Members item) {
        if (!members.has(slot)) {
            members.put(slot, new ArrayList<>());
        }
        ((List<Members>) members.value(slot).orElseThrow()).add(item);
    }

    /** The remainder of a node, of the remainders of its children. */
    static Optional<Node> rest(Node node, List<Node> stays) {
        return stays.isEmpty() ? Optional.empty() : Optional.of(Node.branch(node.name(), stays));
    }

    private void putDetails(int slot, List<Node> stays) {
        if (!stays.isEmpty()) {
            members.put(slot, stays);
        }
    }

    private boolean isFirst(int mark) {
        boolean first = !marks[mark];
        marks[mark] = true;
        return first;
    }
}
