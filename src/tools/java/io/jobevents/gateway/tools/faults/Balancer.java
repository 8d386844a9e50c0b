package io.jobevents.gateway.tools.faults;

import io.jobevents.gateway.testkit.GatewayProcess;
import io.jobevents.gateway.testkit.broker.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A haproxy in front of several gateways. It checks the readiness of each on the management port every second, and
 * raises the share of a gateway that has just started gradually. It keeps idle connections for longer than the sender
 * does; otherwise it may close one that the sender is about to use.
 */
public final class Balancer implements AutoCloseable {

    /** The column of the state of a server in haproxy's table. */
    private static final int STATUS = 17;

    private final int port;
    private final Process process;

    private Balancer(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /** Starts one that keeps the connections of senders open. */
    public static Balancer start(List<GatewayProcess> gateways) throws IOException {
        return start(gateways, "");
    }

    /**
     * Starts one that closes a sender's connection after each answer. A client with kept connections never holds fewer
     * than its highest number of simultaneous requests, so the descriptors of a long run would show the longest wait
     * and not a leak.
     */
    public static Balancer startClosing(List<GatewayProcess> gateways) throws IOException {
        return start(gateways, "option httpclose");
    }

    private static Balancer start(List<GatewayProcess> gateways, String frontend) throws IOException {
        int port = FreePort.choose();
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "faults").toAbsolutePath()), "haproxy");
        Path file = Files.writeString(folder.resolve("haproxy.cfg"), configuration(port, gateways, frontend));
        try {
            // -db: in the foreground as one process, so that it can be ended by its id.
            Process process = new ProcessBuilder("haproxy", "-db", "-f", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("haproxy.log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Balancer(port, process);
        } catch (IOException e) {
            throw new IllegalStateException("haproxy is needed: `apt-get install haproxy`", e);
        }
    }

    private static String configuration(int port, List<GatewayProcess> gateways, String frontend) {
        String servers = IntStream.range(0, gateways.size())
                .mapToObj(i -> "    server gateway%d %s:%d check port %d inter 1s fall 2 rise 2 slowstart 10s%n"
                        .formatted(
                                i,
                                gateways.get(i).url().getHost(),
                                gateways.get(i).port(),
                                gateways.get(i).managementPort()))
                .reduce("", String::concat);
        return """
                global
                    maxconn 4000
                defaults
                    mode http
                    timeout connect 2s
                    timeout check 3s
                    timeout client 90s
                    timeout http-keep-alive 90s
                    timeout server 30s
                    option redispatch
                    retries 3
                frontend callbacks
                    bind 127.0.0.1:%d
                    %s
                    stats enable
                    stats uri /balancer
                    default_backend gateways
                backend gateways
                    balance leastconn
                    option httpchk GET /q/health/ready
                """.formatted(port, frontend) + servers;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port + "/callbacks");
    }

    /** Whether it sends callbacks to all of its gateways. */
    public boolean hasAll() {
        try (InputStream table = url().resolve("/balancer;csv").toURL().openStream()) {
            String text = new String(table.readAllBytes(), StandardCharsets.UTF_8);
            List<String> servers = text.lines()
                    .filter(line -> line.startsWith("gateways,gateway"))
                    .toList();
            return !servers.isEmpty() && servers.stream().allMatch(line -> line.split(",")[STATUS].equals("UP"));
        } catch (IOException closed) {
            return false;
        }
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }
}
