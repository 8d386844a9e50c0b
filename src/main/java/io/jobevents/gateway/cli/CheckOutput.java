package io.jobevents.gateway.cli;

import io.jobevents.gateway.CallbackRecords;
import java.io.IOException;
import java.util.Optional;

/** How what became of bodies is written: {@link CheckReport} is for people, {@link CheckJson} for programs. */
interface CheckOutput {

    /** @param file where the body is from; empty for standard input */
    void write(Optional<String> file, CallbackRecords.Result result) throws IOException;

    /** Of a body that the door would not have read to its end. */
    void writeTooLarge(Optional<String> file) throws IOException;
}
