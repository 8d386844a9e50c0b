package io.jobevents.gateway.callback;

/**
 * The place of a fault in a body, in the terms of the step that found it. {@link ReadableBody} converts it to a place
 * in the text.
 *
 * <ul>
 *   <li>{@link AtCharacter}: a place in the text that a parser reads
 *   <li>{@link AtByte}: an offset in the body, where it could not be decoded to text
 *   <li>{@link AtNode}: a node of the callback, present or missing
 * </ul>
 */
public sealed interface FaultPlace {

    /** @param offset in UTF-16 units, from the first character that is not blank */
    record AtCharacter(long offset) implements FaultPlace {}

    record AtByte(int offset) implements FaultPlace {}

    /** @param path such as {@code JobsDetail[1]/Input/BucketId}; the last nodes may be missing in the body */
    record AtNode(String path) implements FaultPlace {}
}
