package io.jobevents.gateway.callback;

/**
 * Where in a body a fault is, as the step knows it that found the fault. {@link ReadableBody} finds it in the text.
 *
 * <ul>
 *   <li>{@link AtCharacter}: a place in the text that a parser reads
 *   <li>{@link AtByte}: a place in the body itself, where it could not be made text
 *   <li>{@link AtNode}: a node of the callback, or where it would be
 * </ul>
 */
public sealed interface FaultPlace {

    /** @param offset in UTF-16 units, from the first character that is not blank */
    record AtCharacter(long offset) implements FaultPlace {}

    record AtByte(int offset) implements FaultPlace {}

    /** @param path such as {@code JobsDetail[1]/Input/BucketId}; its last nodes may be missing in the body */
    record AtNode(String path) implements FaultPlace {}
}
