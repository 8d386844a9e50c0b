package io.jobevents.gateway.testkit.broker;

/**
 * A real Kafka of one node, for tests that only publish and read: in a container if a Docker engine has the image, otherwise
 * embedded.
 */
public interface Broker extends AutoCloseable {

    /** This broker's address for clients on this machine. */
    String bootstrapServers();

    @Override
    void close();

    /**
     * Starts an empty broker and prints its kind. {@code -Dbroker=container} or {@code embedded} sets the kind.
     */
    static Broker start() {
        String wanted = System.getProperty("broker", "");
        boolean container = wanted.equals("container") || wanted.isEmpty() && ContainerBroker.isPossible();
        System.out.printf("The broker of this test is %s%n", container ? ContainerBroker.IMAGE : "embedded");
        return container ? ContainerBroker.start() : EmbeddedBroker.start();
    }
}
