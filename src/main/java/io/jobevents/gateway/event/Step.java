package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Node;
import io.jobevents.gateway.event.Member.Gatherer;
import io.jobevents.gateway.event.Member.Taker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * How a child of some name is read. A {@code mark} numbers the steps for which only the first child counts.
 *
 * <ul>
 *   <li>{@link Scalar}: a value
 *   <li>{@link Branch}: its children are read
 *   <li>{@link Item}: an object of a list
 *   <li>{@link First}, {@link Every}: a function reads it
 *   <li>{@link Gathered}: a function reads all nodes of this step, when the first of them is reached
 * </ul>
 */
sealed interface Step {

    /** @param preferred paths with precedence: this one counts only if none of them has a value */
    record Scalar(int slot, Type.Scalar type, int mark, List<List<String>> preferred) implements Step {

        /** Whether the part has a value at a preferred path. */
        boolean isPreceded(Node part) {
            for (List<String> path : preferred) {
                Optional<Node> found = Optional.of(part);
                for (String name : path) {
                    found = found.flatMap(parent -> parent.first(name));
                }
                if (found.filter(Node::isLeaf)
                        .filter(leaf -> !type.read(leaf.text()).isEmpty())
                        .isPresent()) {
                    return true;
                }
            }
            return false;
        }
    }

    record Item(int slot, Shape shape) implements Step {}

    record First(int slot, int mark, Taker taker) implements Step {}

    record Every(int slot, Taker taker) implements Step {}

    record Gathered(int slot, int mark, Gatherer gatherer) implements Step {}

    /** Mutable only while the shape is built. */
    final class Branch implements Step {
        private final int mark;
        private final Map<String, Step> byName = new HashMap<>();
        private Optional<Step> scene = Optional.empty();
        private Optional<Integer> details = Optional.empty();

        Branch(int mark) {
            this.mark = mark;
        }

        int mark() {
            return mark;
        }

        Optional<Step> at(String name) {
            Optional<Step> named = Optional.ofNullable(byName.get(name));
            return named.isEmpty() && scene.isPresent() && Scenes.isNamed(name) ? scene : named;
        }

        boolean isEmpty() {
            return byName.isEmpty() && scene.isEmpty();
        }

        /** Adds a step and returns whether the name was free. */
        boolean put(String name, Step step) {
            if (name.equals(Scenes.ANY)) {
                boolean free = scene.isEmpty();
                scene = Optional.of(step);
                return free;
            }
            return byName.putIfAbsent(name, step) == null;
        }

        /** The branch of that name, created if the name is free; empty if the name has another step. */
        Optional<Branch> branch(String name, IntSupplier nextMark) {
            Step there = byName.computeIfAbsent(name, key -> new Branch(nextMark.getAsInt()));
            return there instanceof Branch branch ? Optional.of(branch) : Optional.empty();
        }

        void keepDetails(int slot) {
            details = Optional.of(slot);
        }

        /** The slot for nodes that no step takes; without one they go to the details of the object around. */
        Optional<Integer> details() {
            return details;
        }
    }
}
