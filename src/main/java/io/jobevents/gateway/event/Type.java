package io.jobevents.gateway.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The type of a member's value.
 *
 * <ul>
 *   <li>{@link Scalar}: one text, read from a leaf
 *   <li>{@link Special}: a structure that several kinds of events share
 *   <li>{@link ObjectOf}: an object, left out if it has no member
 *   <li>{@link ListOf}: an array of objects, left out if it is empty
 * </ul>
 */
sealed interface Type {

    /** A text of the callback that becomes one JSON value. */
    enum Scalar implements Type {
        TEXT,
        /** The URL of a piece of evidence. The part from its {@code ?} on is not in the event's fingerprint. */
        EVIDENCE_URL,
        /** A code; {@code 0} means no error and counts as absent. */
        CODE {
            @Override
            boolean isNone(String written) {
                return written.equals("0");
            }
        },
        /** A time as {@link SenderTime} writes it. */
        TIME {
            @Override
            Optional<String> read(String written) {
                return SenderTime.read(written).map(SenderTime::text);
            }

            @Override
            boolean isNone(String written) {
                return SenderTime.isNone(written);
            }
        },
        /** Milliseconds since 1970, as a time in UTC. */
        EPOCH_MILLIS {
            @Override
            Optional<String> read(String written) {
                try {
                    return INTEGER.read(written)
                            .map(millis ->
                                    Instant.ofEpochMilli(Long.parseLong(millis)).toString())
                            .filter(time -> SenderTime.read(time).isPresent());
                } catch (DateTimeException beyondAllYears) {
                    return Optional.empty();
                }
            }
        },
        /** The sender's number of a verdict, as the word of {@link Verdict}. */
        VERDICT {
            @Override
            Optional<String> read(String written) {
                return Verdict.of(written).map(Verdict::word);
            }
        },
        /** The sender's number of the action on an object, as a word. */
        FREEZE {
            @Override
            Optional<String> read(String written) {
                return switch (written) {
                    case "0" -> Optional.of("none");
                    case "1" -> Optional.of("frozen");
                    case "2" -> Optional.of("moved");
                    default -> Optional.empty();
                };
            }
        },
        INTEGER {
            @Override
            Optional<String> read(String written) {
                return SenderNumber.read(written)
                        .filter(SenderNumber::isInteger)
                        .map(SenderNumber::text);
            }

            @Override
            boolean isString() {
                return false;
            }
        },
        NUMBER {
            @Override
            Optional<String> read(String written) {
                return SenderNumber.read(written).map(SenderNumber::text);
            }

            @Override
            boolean isString() {
                return false;
            }
        },
        /** {@code true} or {@code false}. */
        BOOLEAN {
            @Override
            Optional<String> read(String written) {
                return Optional.of(written).filter(word -> word.equals("true") || word.equals("false"));
            }

            @Override
            boolean isString() {
                return false;
            }
        },
        /** {@code true}, or absent. */
        TRUE {
            @Override
            Optional<String> read(String written) {
                return Optional.of(written).filter("true"::equals);
            }

            @Override
            boolean isString() {
                return false;
            }
        };

        /** The value in JSON, without quotation marks; empty if the text does not fit the type. */
        Optional<String> read(String written) {
            return Optional.of(written);
        }

        /** Whether the text says that there is no value. */
        boolean isNone(String written) {
            return false;
        }

        /** Whether the value is a JSON string. */
        boolean isString() {
            return true;
        }
    }

    /** A structure with its own encoding. */
    enum Special implements Type {
        /** An array of texts: {@code List<String>}. */
        TEXTS,
        /** Texts by name, an array where a name has several: {@code SortedMap<String, List<String>>}. */
        HEADERS
    }

    /**
     * Nodes under the sender's names: {@code List<Node>}.
     *
     * @param lists the nodes that are always arrays
     */
    record Details(ListNodes lists) implements Type {}

    record ObjectOf(List<Member> members) implements Type {
        public ObjectOf {
            members = List.copyOf(members);
        }
    }

    record ListOf(Shape items) implements Type {}
}
