package io.jobevents.gateway.tools.faults;

import java.util.List;

/**
 * A separate network for one gateway. The gateway reaches the brokers through a router that can drop all packets; senders
 * reach the gateway directly.
 *
 * <pre>
 * this machine ── 10.213.2.0/24 ── router ── 10.213.1.0/24 ── gateway
 *      └───────────────────── 10.213.3.0/24 ────────────────────┘
 * </pre>
 *
 * <p>After a cut no packet is answered, and no connection is refused. Needs root.
 */
public final class Network implements AutoCloseable {

    /** The address on which brokers have to listen. */
    public static final String BROKER_HOST = "10.213.2.1";
    /** The address of the gateway. */
    public static final String GATEWAY_HOST = "10.213.3.2";

    private static final String GATEWAY = "jeg-gateway";
    private static final String ROUTER = "jeg-router";

    private static final List<String> SETUP = List.of(
            "ip netns add " + GATEWAY,
            "ip netns add " + ROUTER,
            "ip -n " + GATEWAY + " link set lo up",
            "ip -n " + ROUTER + " link set lo up",
            "ip link add jeg-kafka type veth peer name kafka netns " + ROUTER,
            "ip link add jeg-http type veth peer name http netns " + GATEWAY,
            "ip -n " + ROUTER + " link add inner type veth peer name kafka netns " + GATEWAY,
            "ip address add " + BROKER_HOST + "/24 dev jeg-kafka",
            "ip -n " + ROUTER + " address add 10.213.2.2/24 dev kafka",
            "ip -n " + ROUTER + " address add 10.213.1.1/24 dev inner",
            "ip -n " + GATEWAY + " address add 10.213.1.2/24 dev kafka",
            "ip address add 10.213.3.1/24 dev jeg-http",
            "ip -n " + GATEWAY + " address add " + GATEWAY_HOST + "/24 dev http",
            "ip link set jeg-kafka up",
            "ip link set jeg-http up",
            "ip -n " + ROUTER + " link set kafka up",
            "ip -n " + ROUTER + " link set inner up",
            "ip -n " + GATEWAY + " link set kafka up",
            "ip -n " + GATEWAY + " link set http up",
            "ip -n " + GATEWAY + " route add 10.213.2.0/24 via 10.213.1.1",
            "ip route add 10.213.1.0/24 via 10.213.2.2");

    private Network() {}

    public static Network start() {
        Network network = new Network();
        network.close(); // the rest of a killed run
        try {
            SETUP.forEach(Command::run);
            network.heal();
        } catch (IllegalStateException e) {
            network.close();
            throw e;
        }
        return network;
    }

    /** The command prefix that starts a process inside the network. */
    public List<String> prefix() {
        return List.of("ip", "netns", "exec", GATEWAY);
    }

    /** Makes the router drop all packets. */
    public void cut() {
        forward(0);
    }

    public void heal() {
        forward(1);
    }

    /** Runs a command in the router, such as {@code tc} or {@code iptables}. */
    public void inRouter(String line) {
        Command.run("ip netns exec " + ROUTER + " " + line);
    }

    private void forward(int on) {
        inRouter("sysctl -q -w net.ipv4.ip_forward=" + on);
    }

    @Override
    public void close() {
        Command.tryRun("ip link delete jeg-kafka");
        Command.tryRun("ip link delete jeg-http");
        Command.tryRun("ip netns delete " + GATEWAY);
        Command.tryRun("ip netns delete " + ROUTER);
    }
}
