package io.jobevents.gateway.testkit;

/** Which of the JVM's compilers a gateway under test has. On a small machine they take their time from the load. */
public enum Compilers {
    /** The quick one alone, for a gateway that is warm soon. */
    QUICK("-XX:TieredStopAtLevel=1"),
    /** As shipped, for a load that the code of the quick one cannot take. */
    ALL("-XX:+TieredCompilation");

    private final String option;

    Compilers(String option) {
        this.option = option;
    }

    /** As the JVM takes it. */
    String option() {
        return option;
    }
}
