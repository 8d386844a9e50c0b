package io.jobevents.gateway.document;

/** The version of the program, from the manifest of its jar. */
public final class ProgramVersion {

    private ProgramVersion() {}

    /** The version, such as {@code 1.2.3}; dev mode and tests have no jar and so a default. */
    public static String number() {
        String version = ProgramVersion.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
