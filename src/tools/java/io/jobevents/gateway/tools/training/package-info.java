/**
 * The training run of the image's AOT cache: {@link Training} runs while the image is built, unpacks native code, and
 * runs the packaged gateway under load.
 */
@NullMarked
package io.jobevents.gateway.tools.training;

import org.jspecify.annotations.NullMarked;
