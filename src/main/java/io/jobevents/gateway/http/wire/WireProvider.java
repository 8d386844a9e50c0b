package io.jobevents.gateway.http.wire;

import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.spi.VertxServiceProvider;

/** Sets the gateway's transport when Vert.x is built. Quarkus finds this class through {@code META-INF/services}. */
public final class WireProvider implements VertxServiceProvider {

    /** Called by the service loader. */
    public WireProvider() {}

    @Override
    public void init(VertxBuilder builder) {
        builder.findTransport(new WireTransport(HeadLimit.DEFAULT));
    }
}
