package io.jobevents.gateway.testkit.broker;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.List;

/**
 * One node of a cluster on this machine, both broker and controller: its addresses and its data directory.
 *
 * <p>Controllers have a fixed list of voters, so the ports of all nodes are chosen before the first starts.
 */
record BrokerNode(int id, String host, int port, int controllerPort, Path directory) {

    /** A node with ports that are free now. */
    static BrokerNode onFreePorts(int id, String host, Path directory) {
        return new BrokerNode(id, host, FreePort.choose(), FreePort.choose(), directory);
    }

    String address() {
        return host + ":" + port;
    }

    Path propertiesFile() {
        return directory.resolve("server.properties");
    }

    Path logFile() {
        return directory.resolve("broker.log");
    }

    /** The content of {@code server.properties}: small, quick to start, and without automatic creation of topics. */
    String properties(List<BrokerNode> cluster) {
        int replicas = Math.min(3, cluster.size());
        return """
                process.roles=broker,controller
                node.id=%d
                controller.quorum.voters=%s
                listeners=PLAINTEXT://%s,CONTROLLER://localhost:%d
                advertised.listeners=PLAINTEXT://%s
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%s

                # A topic that nobody created on purpose is a defect.
                auto.create.topics.enable=false
                offsets.topic.num.partitions=1
                offsets.topic.replication.factor=%d
                transaction.state.log.num.partitions=1
                transaction.state.log.replication.factor=%d
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.num.partitions=1
                share.coordinator.state.topic.replication.factor=%d
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0

                # After a kill, a broker may return only when its old session has ended (9 s by default).
                broker.heartbeat.interval.ms=250
                broker.session.timeout.ms=2000
                # The defaults are for large machines: this one alone would take 128 MiB of heap.
                log.cleaner.dedupe.buffer.size=2097152
                log.index.size.max.bytes=1048576
                num.network.threads=2
                num.io.threads=4
                """.formatted(
                        id,
                        cluster.stream().map(BrokerNode::voter).collect(joining(",")),
                        address(),
                        controllerPort,
                        address(),
                        directory.resolve("data").toString().replace('\\', '/'),
                        replicas,
                        replicas,
                        replicas);
    }

    private String voter() {
        return id + "@localhost:" + controllerPort;
    }
}
