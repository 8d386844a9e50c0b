package io.jobevents.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestFreeLogTest {

    private final RequestFreeLog filter = new RequestFreeLog();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.netty.channel.DefaultChannelPipeline",
                "io.vertx.ext.web.RoutingContext",
                "io.quarkus.vertx.http.runtime.QuarkusErrorHandler",
                "io.quarkus.mutiny.runtime.MutinyInfrastructure",
                "org.jboss.resteasy.reactive.common.core.AbstractResteasyReactiveContext"
            })
    void lineOfAnHttpLibrary_losesItsTextAndMessages(String logger) {
        ExtLogRecord line = new ExtLogRecord(
                Level.SEVERE,
                "HTTP Request to %s failed",
                ExtLogRecord.FormatStyle.PRINTF,
                getClass().getName());
        line.setLoggerName(logger);
        line.setParameters(new Object[] {"/callbacks?token=s3cret"});
        line.setThrown(new IllegalArgumentException("s3cret"));

        assertThat(filter.isLoggable(line)).isTrue();

        assertThat(line.getFormattedMessage()).doesNotContain("s3cret").contains("HTTP library");
        assertThat(line.getThrown()).hasToString("java.lang.IllegalArgumentException");
        assertThat(line.getThrown().getMessage()).isNull();
        assertThat(line.getThrown().getStackTrace()[0].getClassName())
                .isEqualTo(getClass().getName());
    }

    @Test
    void floodOfALibrary_isOneLinePerLoggerAndLevel() {
        assertThat(filter.isLoggable(line("io.netty.x", Level.WARNING))).isTrue();
        assertThat(filter.isLoggable(line("io.netty.x", Level.WARNING))).isFalse();
        assertThat(filter.isLoggable(line("io.netty.x", Level.SEVERE))).isTrue();
        assertThat(filter.isLoggable(line("io.netty.y", Level.WARNING))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.jobevents.gateway.TroubleLog",
                "io.quarkus",
                "org.apache.kafka.clients.NetworkClient",
                "io.vertx.core.impl.btc.BlockedThreadChecker"
            })
    void otherLines_areUnchanged(String logger) {
        LogRecord line = line(logger, Level.WARNING);

        assertThat(filter.isLoggable(line)).isTrue();
        assertThat(filter.isLoggable(line)).isTrue();
        assertThat(line.getMessage()).isEqualTo("as it was");
    }

    private static LogRecord line(String logger, Level level) {
        LogRecord line = new LogRecord(level, "as it was");
        line.setLoggerName(logger);
        return line;
    }
}
