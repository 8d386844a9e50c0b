/** Callbacks written for the project, as templates for ids. Depends on no other package of the project. */
@NullMarked
package io.jobevents.gateway.testkit.callback;

import org.jspecify.annotations.NullMarked;
