package io.jobevents.gateway.tools.bench;

import java.time.Duration;

/**
 * The load that a {@link LoadGenerator} sends.
 *
 * @param kept whether connections are kept alive
 * @param rate callbacks per second; 0 for a closed loop
 * @param settling the time at the start in which answers do not count
 * @param time the time in which answers count
 * @param most the number of counted answers after which the load ends early
 */
record LoadPlan(int port, int connections, boolean kept, double rate, Duration settling, Duration time, long most) {

    static LoadPlan of(int port, Setting setting, Duration settling, Duration time) {
        return new LoadPlan(
                port, setting.connections(), setting.kept(), setting.rate(), settling, time, Long.MAX_VALUE);
    }
}
