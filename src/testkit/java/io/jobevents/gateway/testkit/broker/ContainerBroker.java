package io.jobevents.gateway.testkit.broker;

import com.github.dockerjava.api.exception.NotFoundException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Network;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** Kafka's image, run by Testcontainers on its own network, which gateways in containers can join. */
public final class ContainerBroker implements Broker {

    /** The image; {@code KAFKA_IMAGE} names another one with the same interface. */
    static final DockerImageName IMAGE = DockerImageName.parse(
                    System.getenv().getOrDefault("KAFKA_IMAGE", "apache/kafka:4.1.1"))
            .asCompatibleSubstituteFor("apache/kafka");

    private static final String ADDRESS_IN_NETWORK = "kafka:19092";

    private final Network network = Network.newNetwork();
    private final KafkaContainer kafka =
            new KafkaContainer(IMAGE).withNetwork(network).withListener(ADDRESS_IN_NETWORK);

    private ContainerBroker() {}

    /** Whether a Docker engine answers and has the image. Downloads nothing. */
    static boolean isPossible() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return false;
        }
        try {
            DockerClientFactory.lazyClient()
                    .inspectImageCmd(IMAGE.asCanonicalNameString())
                    .exec();
            return true;
        } catch (NotFoundException absent) {
            return false;
        }
    }

    /** Starts an empty broker, and returns once it answers. */
    public static ContainerBroker start() {
        ContainerBroker broker = new ContainerBroker();
        broker.kafka.start();
        return broker;
    }

    @Override
    public String bootstrapServers() {
        return kafka.getBootstrapServers();
    }

    /** Its address for other containers of {@link #network}. */
    public String bootstrapServersInNetwork() {
        return ADDRESS_IN_NETWORK;
    }

    public Network network() {
        return network;
    }

    /** Freezes its processes: connections stay open, nothing answers. */
    public void pause() {
        kafka.getDockerClient().pauseContainerCmd(kafka.getContainerId()).exec();
    }

    public void resume() {
        kafka.getDockerClient().unpauseContainerCmd(kafka.getContainerId()).exec();
    }

    public boolean isPaused() {
        return Boolean.TRUE.equals(kafka.getCurrentContainerInfo().getState().getPaused());
    }

    @Override
    public void close() {
        kafka.stop();
        network.close();
    }
}
