/**
 * Decodes callbacks: the bytes of a body, XML or JSON, become one tree of nodes.
 *
 * <p>{@link io.jobevents.gateway.callback.CallbackDecoder} takes the bytes and returns a
 * {@link io.jobevents.gateway.callback.Decoded}: a callback, a probe, or the reason of a rejection. Depends on no other
 * room and no framework.
 */
@NullMarked
package io.jobevents.gateway.callback;

import org.jspecify.annotations.NullMarked;
