package io.jobevents.gateway.cli;

import io.jobevents.gateway.CallbackRecords;
import java.io.IOException;
import java.util.Optional;

/** The output of {@code check}: {@link CheckReport} for people, {@link CheckJson} for programs. */
interface CheckOutput {

    /** @param file the file of the body; empty for standard input */
    void write(Optional<String> file, CallbackRecords.Result result) throws IOException;

    /** Writes the result of a body over the size limit. */
    void writeTooLarge(Optional<String> file) throws IOException;
}
