package io.jobevents.gateway.tools.bench;

import java.time.Duration;

/**
 * What a {@link LoadGenerator} sends.
 *
 * @param rate callbacks a second; 0 for a closed loop
 * @param settling what is sent before anything counts
 * @param time for how long answers count
 * @param most answers that count; the load ends there, if that is earlier
 */
record LoadPlan(int port, int connections, boolean kept, double rate, Duration settling, Duration time, long most) {

    static LoadPlan of(int port, Setting setting, Duration settling, Duration time) {
        return new LoadPlan(
                port, setting.connections(), setting.kept(), setting.rate(), settling, time, Long.MAX_VALUE);
    }
}
