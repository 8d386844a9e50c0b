package io.jobevents.gateway.event;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values of one object, by the slots of its {@link Shape}. For one thread while it is filled. */
final class Members {

    private final Shape shape;
    private final @Nullable Object[] values;

    Members(Shape shape) {
        this.shape = shape;
        this.values = new Object[shape.size()];
    }

    Shape shape() {
        return shape;
    }

    boolean has(int slot) {
        return values[slot] != null;
    }

    /** The value, of the class that its {@link Type} requires. */
    Optional<Object> value(int slot) {
        return Optional.ofNullable(values[slot]);
    }

    /** The value of a scalar. */
    Optional<String> text(int slot) {
        return Optional.ofNullable((String) values[slot]);
    }

    /** @param value of the class that its {@link Type} requires; an empty text counts as none */
    void put(int slot, Object value) {
        values[slot] = value.equals("") ? null : value;
    }

    boolean isEmpty() {
        return !hasAny(0, values.length);
    }

    /** Whether any slot from {@code first} inclusive to {@code end} exclusive has a value. */
    boolean hasAny(int first, int end) {
        for (int slot = first; slot < end; slot++) {
            if (values[slot] != null) {
                return true;
            }
        }
        return false;
    }
}
