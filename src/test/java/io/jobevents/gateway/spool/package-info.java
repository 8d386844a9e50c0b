/** Tests of the waiting room, on a real disk. */
@NullMarked
package io.jobevents.gateway.spool;

import org.jspecify.annotations.NullMarked;
