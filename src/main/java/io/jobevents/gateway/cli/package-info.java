/**
 * The program: {@link io.jobevents.gateway.cli.Main} is its main class, {@link io.jobevents.gateway.cli.GatewayCommand}
 * its command line, with one command for each mode. A mode that does not start Quarkus loads its settings by
 * {@link io.jobevents.gateway.cli.OfflineConfig}. This room may depend on every other; no other depends on it.
 */
@NullMarked
package io.jobevents.gateway.cli;

import org.jspecify.annotations.NullMarked;
