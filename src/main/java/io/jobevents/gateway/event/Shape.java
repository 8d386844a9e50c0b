package io.jobevents.gateway.event;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.jobevents.gateway.event.Member.Derivation;
import io.jobevents.gateway.event.Member.Gatherer;
import io.jobevents.gateway.event.Member.Source;
import io.jobevents.gateway.event.Member.Taker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The table of members of one kind of object, in the order in which they are encoded.
 *
 * <p>Immutable and built once. It has a slot for each value; for {@link Reading}, a tree of the names in its paths, so
 * that each name of a callback is looked up once; for {@link EventEncoder}, the encoded names of the members.
 */
final class Shape {

    private static final String ENVELOPE = "../";
    private static final String HERE = ".";

    /**
     * A member in the order of encoding.
     *
     * <ul>
     *   <li>{@link Value}: the value of a slot
     *   <li>{@link Nested}: an object, whose values are in consecutive slots of the same shape
     * </ul>
     */
    sealed interface Field {
        SerializableString name();

        record Value(SerializableString name, Type type, int slot) implements Field {}

        /** @param end the slot after its last one */
        record Nested(SerializableString name, List<Field> fields, int start, int end) implements Field {}
    }

    /** The value of a slot that is still empty after everything has been read. */
    record Otherwise(int slot, Derivation value) {}

    private final List<Member> members;
    private final List<Field> fields;
    private final Step.Branch part;
    private final Step.Branch envelope;
    private final Map<String, Integer> slots = new HashMap<>();
    private final List<Otherwise> otherwise = new ArrayList<>();
    private final Set<String> names = new TreeSet<>();
    private int marks;

    private Shape(List<Member> members) {
        this.members = members;
        this.part = new Step.Branch(marks++);
        this.envelope = new Step.Branch(marks++);
        this.fields = fields("", members, part);
    }

    static Shape of(Member... members) {
        return new Shape(List.of(members));
    }

    List<Member> members() {
        return members;
    }

    List<Field> fields() {
        return fields;
    }

    /** The steps from the node that becomes the object. */
    Step.Branch part() {
        return part;
    }

    /** The steps from the nodes beside the jobs and workflows. */
    Step.Branch envelope() {
        return envelope;
    }

    List<Otherwise> otherwise() {
        return otherwise;
    }

    int size() {
        return slots.size();
    }

    int marks() {
        return marks;
    }

    /** @param path of the member, with the objects around it: {@code input/bucket} */
    int slot(String path) {
        Integer slot = slots.get(path);
        if (slot == null) {
            throw new IllegalArgumentException("There is no member " + path);
        }
        return slot;
    }

    /** The names of the callback's nodes that are read. */
    Set<String> names() {
        return names;
    }

    /** @param around the path of the object that has the members, with a slash at its end */
    private List<Field> fields(String around, List<Member> rows, Step.Branch base) {
        List<Field> written = new ArrayList<>();
        for (Member member : rows) {
            SerializableString name = new SerializedString(member.name());
            String path = around + member.name();
            if (member.type() instanceof Type.ObjectOf(List<Member> inner)
                    && member.source() instanceof Source.Inside(String where)) {
                int start = slots.size();
                List<Field> nested = fields(path + "/", inner, branch(base, names(where)));
                written.add(new Field.Nested(name, nested, start, slots.size()));
            } else {
                int slot = slots.size();
                if (slots.put(path, slot) != null) {
                    throw new IllegalArgumentException(path + " is there twice");
                }
                connect(member, slot, base);
                written.add(new Field.Value(name, member.type(), slot));
            }
        }
        return List.copyOf(written);
    }

    private void connect(Member member, int slot, Step.Branch base) {
        switch (member.source()) {
            case Source.First(List<String> paths, var value) -> {
                if (paths.size() > 1 && base != part) {
                    throw new IllegalArgumentException(member.name() + " has several paths inside an object");
                }
                List<List<String>> preferred = new ArrayList<>();
                for (String path : paths) {
                    put(base, path, scalar(member, slot, List.copyOf(preferred)));
                    preferred.add(names(path));
                }
                value.ifPresent(function -> otherwise.add(new Otherwise(slot, function)));
            }
            case Source.Each(String path) -> put(base, path, item(member, slot));
            case Source.FirstBy(String path, Taker taker) -> put(base, path, new Step.First(slot, marks++, taker));
            case Source.EachBy(String path, Taker taker) -> put(base, path, new Step.Every(slot, taker));
            case Source.Gathered(List<String> paths, Gatherer gatherer) -> {
                Step step = new Step.Gathered(slot, marks++, gatherer);
                paths.forEach(path -> put(base, path, step));
                if (member.type() instanceof Type.ListOf(Shape items)) {
                    names.addAll(items.names);
                }
            }
            case Source.Given() -> {
                if (member.type() instanceof Type.Details) {
                    base.keepDetails(slot);
                }
            }
            case Source.Inside(String path) ->
                throw new IllegalArgumentException(member.name() + " has a path for members, and none");
        }
    }

    private Step scalar(Member member, int slot, List<List<String>> preferred) {
        if (!(member.type() instanceof Type.Scalar type)) {
            throw new IllegalArgumentException(member.name() + " is read as a text");
        }
        return new Step.Scalar(slot, type, marks++, preferred);
    }

    private Step item(Member member, int slot) {
        if (!(member.type() instanceof Type.ListOf(Shape items))) {
            throw new IllegalArgumentException(member.name() + " is read as a list");
        }
        if (!items.envelope.isEmpty()) {
            throw new IllegalArgumentException("The items of " + member.name() + " have no envelope");
        }
        names.addAll(items.names);
        return new Step.Item(slot, items);
    }

    private void put(Step.Branch base, String path, Step step) {
        boolean beside = path.startsWith(ENVELOPE);
        List<String> steps = names(beside ? path.substring(ENVELOPE.length()) : path);
        Step.Branch parent = branch(beside ? envelope : base, steps.subList(0, steps.size() - 1));
        if (!parent.put(steps.getLast(), step)) {
            throw new IllegalArgumentException(path + " is there twice");
        }
    }

    private Step.Branch branch(Step.Branch base, List<String> steps) {
        Step.Branch reached = base;
        for (String name : steps) {
            reached = reached.branch(name, () -> marks++)
                    .orElseThrow(() -> new IllegalArgumentException(name + " is a value and has members"));
        }
        return reached;
    }

    private List<String> names(String path) {
        if (path.equals(HERE)) {
            return List.of();
        }
        List<String> steps = Arrays.asList(path.split("/"));
        steps.stream().filter(name -> !name.equals(Scenes.ANY)).forEach(names::add);
        return steps;
    }
}
