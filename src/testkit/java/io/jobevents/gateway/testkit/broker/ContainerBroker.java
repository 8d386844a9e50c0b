package io.jobevents.gateway.testkit.broker;

import com.github.dockerjava.api.exception.NotFoundException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Network;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The Kafka of Testcontainers: the image that people run, on a network of its own, where gateways in containers reach it too. */
public final class ContainerBroker implements Broker {

    /** {@code KAFKA_IMAGE} names another one that is run in the same way. */
    static final DockerImageName IMAGE = DockerImageName.parse(
                    System.getenv().getOrDefault("KAFKA_IMAGE", "apache/kafka:4.1.1"))
            .asCompatibleSubstituteFor("apache/kafka");

    private static final String ADDRESS_IN_NETWORK = "kafka:19092";

    private final Network network = Network.newNetwork();
    private final KafkaContainer kafka =
            new KafkaContainer(IMAGE).withNetwork(network).withListener(ADDRESS_IN_NETWORK);

    private ContainerBroker() {}

    /** Whether an engine answers and has the image; nothing is fetched for the question. */
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

    /** Starts one with nothing in it, and returns once it answers. */
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
