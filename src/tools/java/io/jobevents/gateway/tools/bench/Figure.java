package io.jobevents.gateway.tools.bench;

/** One measured value: of what, of whom, under which load, in which round (from 1). */
record Figure(Quantity quantity, Target target, Setting setting, int round, double value) {

    /** What is measured. */
    enum Quantity {
        /** Callbacks answered 200 per second. */
        RATE,
        /** Processor time of the target per callback, in microseconds, without that of its JIT's threads. */
        CPU,
        /** Processor time of the threads of its JIT per callback, in microseconds. */
        COMPILER_CPU,
        /** Median of the times to answer, in milliseconds. */
        P50,
        /** 99 of 100 answers came earlier, in milliseconds. */
        P99,
        /** 999 of 1,000 answers came earlier, in milliseconds. */
        P999,
        /** The longest time to answer, in milliseconds. */
        MAX,
        /** Bytes that the target allocated on its heap per callback. */
        ALLOCATED,
        /** Processor time of the broker per callback, in microseconds. */
        BROKER_CPU,
        /** Processor time of the generator of load per callback, in microseconds. */
        GENERATOR_CPU,
        /** Callbacks that were not answered 200. */
        FAILED,
        /** The most memory that was resident, in megabytes (2^20). */
        RESIDENT,
        /** From the start of the process until it said that it was ready, in milliseconds. */
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
