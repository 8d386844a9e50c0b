package io.jobevents.gateway.document;

/** The version of the program, which stands in the manifest of its jar. */
public final class ProgramVersion {

    private ProgramVersion() {}

    /** Such as {@code 1.2.3}; in dev mode and in tests there is no jar. */
    public static String number() {
        String version = ProgramVersion.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
