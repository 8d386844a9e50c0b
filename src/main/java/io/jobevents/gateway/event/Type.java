package io.jobevents.gateway.event;

import java.util.List;
import java.util.Optional;

/**
 * What a member's value is.
 *
 * <ul>
 *   <li>{@link Scalar}: one text, read from a leaf
 *   <li>{@link Special}: a form that several kinds of events share
 *   <li>{@link ObjectOf}: an object, left out if it has no member
 *   <li>{@link ListOf}: an array of objects, left out if it is empty
 * </ul>
 */
sealed interface Type {

    /** A text of the callback that becomes one JSON value. */
    enum Scalar implements Type {
        TEXT {
            @Override
            Optional<String> read(String written) {
                return Optional.of(written);
            }
        },
        /** A time as {@link SenderTime} writes it; {@code -} stands for none. */
        TIME {
            @Override
            Optional<String> read(String written) {
                return SenderTime.read(written).map(SenderTime::text);
            }

            @Override
            boolean isNone(String written) {
                return written.equals("-");
            }
        },
        INTEGER {
            @Override
            Optional<String> read(String written) {
                return SenderNumber.read(written)
                        .filter(SenderNumber::isInteger)
                        .map(SenderNumber::text);
            }
        },
        NUMBER {
            @Override
            Optional<String> read(String written) {
                return SenderNumber.read(written).map(SenderNumber::text);
            }
        },
        /** {@code true}, or absent. */
        TRUE {
            @Override
            Optional<String> read(String written) {
                return Optional.of(written).filter("true"::equals);
            }
        };

        /** The value as JSON has it, without quotation marks; empty if the text does not fit. */
        abstract Optional<String> read(String written);

        /** Whether the text says that there is no value. */
        boolean isNone(String written) {
            return false;
        }

        /** Whether the value is a JSON string. */
        boolean isString() {
            return this == TEXT || this == TIME;
        }
    }

    /** A form of its own. */
    enum Special implements Type {
        /** An array of texts: {@code List<String>}. */
        TEXTS,
        /** Texts by name, an array where a name has several: {@code SortedMap<String, List<String>>}. */
        HEADERS,
        /** Nodes under the sender's names: {@code List<Node>}. */
        DETAILS
    }

    record ObjectOf(List<Member> members) implements Type {
        public ObjectOf {
            members = List.copyOf(members);
        }
    }

    record ListOf(Shape items) implements Type {}
}
