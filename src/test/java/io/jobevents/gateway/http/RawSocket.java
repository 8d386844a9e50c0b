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

/** A sender that writes what it is told, byte for byte, and reads what comes back. */
public final class RawSocket implements AutoCloseable {

    /** For an answer. */
    private static final int PATIENCE = 20_000;

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");
    private static final Pattern REASON = Pattern.compile("\"reason\":\"([^\"]*)\"");

    private final Socket socket;
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
    private final Optional<DoorContract> contract;

    public RawSocket(int port) {
        try {
            socket = new Socket("localhost", port);
            socket.setSoTimeout(PATIENCE);
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

    /** Ends its side of the connection, and can still read. */
    public RawSocket sendNoMore() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends until the other side takes no more, and tells how much it took; at most {@code limit} bytes. */
    public long sendUntilRefused(byte[] piece, long limit) {
        long sent = 0;
        try {
            while (sent < limit) {
                socket.getOutputStream().write(piece);
                sent += piece.length;
            }
        } catch (IOException refused) {
            // The end that was waited for.
        }
        return sent;
    }

    /** Reads until so many answers are there whole, each with a length. */
    public Answers read(int count) {
        while (!holdsWhole(count)) {
            if (!readSome()) {
                throw new AssertionError("The connection ended after: " + answers.toString(UTF_8));
            }
        }
        return held();
    }

    /** Reads one answer, or to the end of the connection where there is none. */
    public Answers readIfAny() {
        boolean open = true;
        while (open && !holdsWhole(1)) {
            open = readSome();
        }
        return held();
    }

    /** Reads until the other side ends the connection. */
    public Answers readToEnd() {
        boolean open = true;
        while (open) {
            open = readSome();
        }
        return held();
    }

    /** What has come, each answer held against the document of the door, where it is known. */
    private Answers held() {
        String text = answers.toString(UTF_8);
        contract.ifPresent(known -> DoorContract.answers(text).forEach(known::holdOfAny));
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
            throw new AssertionError("Silence after: " + answers.toString(UTF_8), silence);
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

    /** What came back. */
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
