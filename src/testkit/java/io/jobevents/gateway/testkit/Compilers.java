package io.jobevents.gateway.testkit;

/** The JIT compilers of a gateway under test. On a small machine they use CPU time that the load needs. */
public enum Compilers {
    /** Only C1, for a short warm-up. */
    QUICK("-XX:TieredStopAtLevel=1"),
    /** C1 and C2, as shipped, for high load. */
    ALL("-XX:+TieredCompilation");

    private final String option;

    Compilers(String option) {
        this.option = option;
    }

    /** The option of the JVM. */
    String option() {
        return option;
    }
}
