package io.jobevents.gateway.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

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

    /** No value. An Optional for each value would be garbage. */
    String NONE = "";

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
            String read(String written) {
                return SenderTime.format(written);
            }

            @Override
            boolean isNone(String written) {
                return SenderTime.isNone(written);
            }
        },
        /** Milliseconds since 1970, as a time in UTC. */
        EPOCH_MILLIS {
            @Override
            String read(String written) {
                String millis = INTEGER.read(written);
                try {
                    return millis.isEmpty()
                            ? NONE
                            : SenderTime.format(
                                    Instant.ofEpochMilli(Long.parseLong(millis)).toString());
                } catch (DateTimeException beyondAllYears) {
                    return NONE;
                }
            }
        },
        /** The sender's number of a verdict, as the word of {@link Verdict}. */
        VERDICT {
            @Override
            String read(String written) {
                return Verdict.of(written).map(Verdict::word).orElse(NONE);
            }
        },
        /** The sender's number of the action on an object, as a word. */
        FREEZE {
            @Override
            String read(String written) {
                return switch (written) {
                    case "0" -> "none";
                    case "1" -> "frozen";
                    case "2" -> "moved";
                    default -> NONE;
                };
            }
        },
        INTEGER {
            @Override
            String read(String written) {
                return SenderNumber.read(written)
                        .filter(SenderNumber::isInteger)
                        .map(SenderNumber::text)
                        .orElse(NONE);
            }

            @Override
            boolean isString() {
                return false;
            }
        },
        NUMBER {
            @Override
            String read(String written) {
                return SenderNumber.read(written).map(SenderNumber::text).orElse(NONE);
            }

            @Override
            boolean isString() {
                return false;
            }
        },
        /** {@code true} or {@code false}. */
        BOOLEAN {
            @Override
            String read(String written) {
                return written.equals("true") || written.equals("false") ? written : NONE;
            }

            @Override
            boolean isString() {
                return false;
            }
        },
        /** {@code true}, or absent. */
        TRUE {
            @Override
            String read(String written) {
                return written.equals("true") ? written : NONE;
            }

            @Override
            boolean isString() {
                return false;
            }
        };

        /**
         * The value in JSON, without quotation marks; {@link Type#NONE} if the text does not fit the type.
         *
         * @param written not empty
         */
        String read(String written) {
            return written;
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
