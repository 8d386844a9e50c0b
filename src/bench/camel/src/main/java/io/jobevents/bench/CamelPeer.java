package io.jobevents.bench;

import io.vertx.core.VertxOptions;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.impl.engine.PooledProcessorExchangeFactory;

/**
 * The peer: the gateway's way from HTTP to Kafka, built of Apache Camel as its documentation would have it for speed. It answers
 * when Kafka has acknowledged. What happens to the body is {@link CallbackTree}'s or {@link CallbackScan}'s; nothing is
 * validated, counted, quarantined or spooled.
 */
public final class CamelPeer {

    /** A request holds a thread until Kafka's ack; with fewer than connections they would wait for each other. */
    private static final int THREADS = 300;

    private CamelPeer() {}

    /** Takes the port, the brokers, the prefix of the topics, and {@code tree} or {@code scan}. */
    public static void main(String[] arguments) throws Exception {
        CamelContext context = new DefaultCamelContext();
        lighten(context);
        context.getRegistry().bind("vertx-options", new VertxOptions().setWorkerPoolSize(THREADS));
        context.addService(server(Integer.parseInt(arguments[0])));
        KafkaComponent kafka = new KafkaComponent();
        kafka.setConfiguration(producer(arguments[1]));
        context.addComponent("kafka", kafka);
        Topics topics = new Topics(arguments[2]);
        boolean scanning = arguments[3].equals("scan");
        context.addRoutes(new Route(scanning ? new CallbackScan(topics) : new CallbackTree(topics)));
        context.start();
        Thread.currentThread().join();
    }

    /** Without what this route has no use for and each exchange would pay for. */
    private static void lighten(CamelContext context) {
        context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        context.getCamelContextExtension().setProcessorExchangeFactory(new PooledProcessorExchangeFactory());
        context.disableJMX();
        context.setStreamCaching(false);
        context.setLoadHealthChecks(false);
    }

    private static VertxPlatformHttpServer server(int port) {
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost("127.0.0.1");
        server.setBindPort(port);
        server.getBodyHandler().setHandleFileUploads(false);
        server.getBodyHandler().setMergeFormAttributes(false);
        server.getBodyHandler().setPreallocateBodyBuffer(true);
        return new VertxPlatformHttpServer(server);
    }

    /** As the gateway sets its own. */
    private static KafkaConfiguration producer(String brokers) {
        KafkaConfiguration kafka = new KafkaConfiguration();
        kafka.setBrokers(brokers);
        kafka.setRequestRequiredAcks("all");
        kafka.setEnableIdempotence(true);
        kafka.setLingerMs(0);
        kafka.setProducerBatchSize(65_536);
        kafka.setKeySerializer("org.apache.kafka.common.serialization.StringSerializer");
        kafka.setValueSerializer("org.apache.kafka.common.serialization.ByteArraySerializer");
        kafka.setRecordMetadata(false);
        kafka.setUseIterator(false);
        // The request's thread waits in any case: handing the ack to another pool first would only cost.
        kafka.setSynchronous(true);
        return kafka;
    }

    private static final class Route extends RouteBuilder {

        private final Processor step;

        Route(Processor step) {
            this.step = step;
        }

        @Override
        public void configure() {
            errorHandler(noErrorHandler());
            from("platform-http:/callbacks?httpMethodRestrict=POST")
                    .process(step)
                    .to("kafka:callbacks")
                    .process(exchange -> exchange.getMessage().setBody("{\"outcome\":\"published\"}"));
        }
    }
}
