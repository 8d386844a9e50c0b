/**
 * What the sender wrote: the bytes of a callback become one tree of names, texts and repetitions, whether they were XML
 * or JSON.
 *
 * <p>Bytes enter through {@link io.jobevents.gateway.callback.CallbackDecoder}; what leaves is
 * {@link io.jobevents.gateway.callback.Decoded}: a callback, a probe, or the reason why it is neither. This room knows
 * no other room and no framework.
 */
@NullMarked
package io.jobevents.gateway.callback;

import org.jspecify.annotations.NullMarked;
