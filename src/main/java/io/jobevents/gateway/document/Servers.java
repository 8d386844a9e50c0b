package io.jobevents.gateway.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobevents.gateway.document.Brokers.Proof;
import java.util.List;

/** The brokers as AsyncAPI servers, one for each bootstrap address. */
final class Servers {

    private final Brokers brokers;

    Servers(Brokers brokers) {
        this.brokers = brokers;
    }

    ObjectNode servers() {
        ObjectNode servers = Template.NODES.objectNode();
        List<String> hosts = brokers.hosts();
        for (int i = 0; i < hosts.size(); i++) {
            String name = "kafka" + (hosts.size() == 1 ? "" : "-" + (i + 1));
            ObjectNode server = servers.putObject(name);
            server.put("host", hosts.get(i));
            server.put("protocol", brokers.encrypted() ? "kafka-secure" : "kafka");
            server.put("description", "Where the gateway finds the cluster; consumers may know other addresses of it.");
            if (brokers.proof() != Proof.NONE) {
                server.putArray("security").addObject().put("$ref", "#/components/securitySchemes/" + schemeName());
            }
        }
        return servers;
    }

    ObjectNode securitySchemes() {
        ObjectNode schemes = Template.NODES.objectNode();
        if (brokers.proof() != Proof.NONE) {
            ObjectNode scheme = schemes.putObject(schemeName());
            scheme.put("type", schemeType());
            if (brokers.proof() == Proof.OAUTHBEARER) {
                scheme.put("scheme", "bearer");
            }
            scheme.put("description", "As the gateway connects: " + words() + ".");
        }
        return schemes;
    }

    private String schemeName() {
        return brokers.proof() == Proof.CERTIFICATE ? "certificate" : "sasl";
    }

    private String schemeType() {
        return switch (brokers.proof()) {
            case NONE -> throw new IllegalStateException("Nothing is proved");
            case CERTIFICATE -> "X509";
            case PLAIN -> "plain";
            case SCRAM_SHA_256 -> "scramSha256";
            case SCRAM_SHA_512 -> "scramSha512";
            case GSSAPI -> "gssapi";
            case OAUTHBEARER -> "http";
        };
    }

    private String words() {
        return brokers.proof() == Proof.CERTIFICATE
                ? "with a certificate"
                : "SASL " + brokers.proof().name().replace('_', '-');
    }
}
