/** Callbacks of the project's own making, as text with ids to fill in. Knows no other room. */
@NullMarked
package io.jobevents.gateway.testkit.callback;

import org.jspecify.annotations.NullMarked;
