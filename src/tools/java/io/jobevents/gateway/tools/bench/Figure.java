package io.jobevents.gateway.tools.bench;

/** A measured value of a quantity, target, load and round (from 1). */
record Figure(Quantity quantity, Target target, Setting setting, int round, double value) {

    /** The measured quantities. */
    enum Quantity {
        /** Callbacks answered 200 per second. */
        RATE,
        /** CPU time of the target per callback, in microseconds, without its JIT compiler threads. */
        CPU,
        /** CPU time of the target's JIT compiler threads per callback, in microseconds. */
        COMPILER_CPU,
        /** Median response time, in milliseconds. */
        P50,
        /** 99th percentile of the response time, in milliseconds. */
        P99,
        /** 99.9th percentile of the response time, in milliseconds. */
        P999,
        /** The longest response time, in milliseconds. */
        MAX,
        /** Heap allocation of the target per callback, in bytes. */
        ALLOCATED,
        /** CPU time of the broker per callback, in microseconds. */
        BROKER_CPU,
        /** CPU time of the load generator per callback, in microseconds. */
        GENERATOR_CPU,
        /** Callbacks that were not answered 200. */
        FAILED,
        /** Peak resident memory, in megabytes (2^20). */
        RESIDENT,
        /** Time from the start of the process until it was ready, in milliseconds. */
        READY
    }

    /** The line of a file that {@link #parse} reads. */
    String line() {
        return String.join(
                "\t", quantity.name(), target.name(), setting.name(), Integer.toString(round), Double.toString(value));
    }

    static Figure parse(String line) {
        String[] fields = line.split("\t");
        return new Figure(
                Quantity.valueOf(fields[0]),
                Target.valueOf(fields[1]),
                Setting.valueOf(fields[2]),
                Integer.parseInt(fields[3]),
                Double.parseDouble(fields[4]));
    }
}
