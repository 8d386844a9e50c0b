package io.jobevents.gateway.http.wire;

import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.spi.VertxServiceProvider;

/** Gives Vert.x the gateway's transport when it is built. Quarkus finds it through {@code META-INF/services}. */
public final class WireProvider implements VertxServiceProvider {

    /** For the service loader. */
    public WireProvider() {}

    @Override
    public void init(VertxBuilder builder) {
        builder.findTransport(new WireTransport(HeadLimit.DEFAULT));
    }
}
