/**
 * The training of the image's AOT cache: {@link Training} runs while the image is built, puts native code in place and lets the
 * packaged gateway work through a day.
 */
@NullMarked
package io.jobevents.gateway.tools.training;

import org.jspecify.annotations.NullMarked;
