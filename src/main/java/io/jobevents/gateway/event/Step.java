package io.jobevents.gateway.event;

import io.jobevents.gateway.event.Member.Gatherer;
import io.jobevents.gateway.event.Member.Taker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * What a child of some name is for. A {@code mark} is the number of a place where only the first child counts.
 *
 * <ul>
 *   <li>{@link Scalar}: a value
 *   <li>{@link Branch}: its children are looked at
 *   <li>{@link Item}: an object of a list
 *   <li>{@link First}, {@link Every}: a function takes of it what it can tell
 *   <li>{@link Gathered}: a function takes of all nodes that have this step what it can tell, at the first of them
 * </ul>
 */
sealed interface Step {

    /** @param preferred paths of which none may have a value, so that this one counts */
    record Scalar(int slot, Type.Scalar type, int mark, List<List<String>> preferred) implements Step {}

    record Item(int slot, Shape shape) implements Step {}

    record First(int slot, int mark, Taker taker) implements Step {}

    record Every(int slot, Taker taker) implements Step {}

    record Gathered(int slot, int mark, Gatherer gatherer) implements Step {}

    /** Filled while the shape is made. */
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

        /** Whether there was none at that name. */
        boolean put(String name, Step step) {
            if (name.equals(Scenes.ANY)) {
                boolean free = scene.isEmpty();
                scene = Optional.of(step);
                return free;
            }
            return byName.putIfAbsent(name, step) == null;
        }

        /** The branch of that name, a new one if there was nothing; none if there is another step. */
        Optional<Branch> branch(String name, IntSupplier nextMark) {
            Step there = byName.computeIfAbsent(name, key -> new Branch(nextMark.getAsInt()));
            return there instanceof Branch branch ? Optional.of(branch) : Optional.empty();
        }

        void keepDetails(int slot) {
            details = Optional.of(slot);
        }

        /** The slot for what no step takes; without one it stays where it was. */
        Optional<Integer> details() {
            return details;
        }
    }
}
