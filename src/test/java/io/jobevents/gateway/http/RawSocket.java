package io.jobevents.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A client that sends given bytes unchanged, and reads the answers. */
public final class RawSocket implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 20_000;

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");
    private static final Pattern REASON = Pattern.compile("\"reason\":\"([^\"]*)\"");

    private final Socket socket;
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
    private final Optional<DoorContract> contract;

    public RawSocket(int port) {
        try {
            socket = new Socket("localhost", port);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            contract = DoorContract.at(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RawSocket send(String text) {
        return send(text.getBytes(UTF_8));
    }

    public RawSocket send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shuts down the output; the client can still read. */
    public RawSocket sendNoMore() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends at most {@code limit} bytes, and returns how many the server accepted. */
    public long sendUntilRefused(byte[] piece, long limit) {
        long sent = 0;
        try {
            while (sent < limit) {
                socket.getOutputStream().write(piece);
                sent += piece.length;
            }
        } catch (IOException refused) {
            // The expected end.
        }
        return sent;
    }

    /** Reads that many complete answers, each with a length. */
    public Answers read(int count) {
        while (!holdsWhole(count)) {
            if (!readSome()) {
                throw new AssertionError("The connection ended after: " + answers.toString(UTF_8));
            }
        }
        return received();
    }

    /** Reads one answer, or to the end of the connection if there is none. */
    public Answers readIfAny() {
        boolean open = true;
        while (open && !holdsWhole(1)) {
            open = readSome();
        }
        return received();
    }

    /** Reads until the server closes the connection. */
    public Answers readToEnd() {
        boolean open = true;
        while (open) {
            open = readSome();
        }
        return received();
    }

    /** The received text. Each answer is validated against the OpenAPI document, if one is set for the port. */
    private Answers received() {
        String text = answers.toString(UTF_8);
        contract.ifPresent(known -> DoorContract.answers(text).forEach(known::validateAny));
        return new Answers(text);
    }

    private boolean holdsWhole(int count) {
        String text = answers.toString(UTF_8);
        int begin = 0;
        for (int i = 0; i < count; i++) {
            int body = text.indexOf("\r\n\r\n", begin) + 4;
            if (body < 4) {
                return false;
            }
            MatchResult length = Pattern.compile("(?i)content-length: (\\d+)")
                    .matcher(text.substring(begin, body))
                    .results()
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No length: " + text));
            begin = body + Integer.parseInt(length.group(1));
        }
        return text.getBytes(UTF_8).length >= begin;
    }

    private boolean readSome() {
        byte[] piece = new byte[8192];
        try {
            int read = socket.getInputStream().read(piece);
            if (read < 0) {
                return false;
            }
            answers.write(piece, 0, read);
            return true;
        } catch (SocketTimeoutException silence) {
            throw new AssertionError("No more bytes after: " + answers.toString(UTF_8), silence);
        } catch (IOException reset) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The received text. */
    public record Answers(String text) {

        public List<Integer> statuses() {
            return STATUS.matcher(text)
                    .results()
                    .map(status -> Integer.parseInt(status.group(1)))
                    .toList();
        }

        public List<String> reasons() {
            return REASON.matcher(text).results().map(reason -> reason.group(1)).toList();
        }
    }
}
