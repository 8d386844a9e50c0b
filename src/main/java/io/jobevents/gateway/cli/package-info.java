/**
 * The program: {@link io.jobevents.gateway.cli.Main} is its main class, {@link io.jobevents.gateway.cli.GatewayCommand} its
 * command line, with one command for each mode. A mode that does not start Quarkus has its settings from
 * {@link io.jobevents.gateway.cli.OfflineConfig}. This room may know every other, and none knows it.
 */
@NullMarked
package io.jobevents.gateway.cli;

import org.jspecify.annotations.NullMarked;
