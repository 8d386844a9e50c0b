package io.jobevents.gateway.tools.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Recognizes the end and the status of an HTTP answer. Supports only what the load generator needs. */
final class AnswerReader {

    static final int INCOMPLETE = -1;

    private static final byte[] END_OF_HEAD = bytes("\r\n\r\n");
    private static final byte[] CONTENT_LENGTH = bytes("\r\ncontent-length:");
    private static final byte[] CHUNKED = bytes("\r\ntransfer-encoding: chunked");
    private static final byte[] LAST_CHUNK = bytes("0\r\n\r\n");
    private static final int STATUS = "HTTP/1.1 ".length();

    private AnswerReader() {}

    /**
     * @param answer the bytes received since the request; header names may have any case
     * @return the status, or {@link #INCOMPLETE}
     */
    static int status(byte[] answer, int length) {
        int head = indexOf(answer, length, END_OF_HEAD, 0);
        if (head < 0) {
            return INCOMPLETE;
        }
        int body = head + END_OF_HEAD.length;
        int declared = indexOf(answer, head, CONTENT_LENGTH, 0);
        boolean whole = declared >= 0
                ? length >= body + number(answer, declared + CONTENT_LENGTH.length)
                : indexOf(answer, head, CHUNKED, 0) < 0 || endsWith(answer, length, LAST_CHUNK, body);
        return whole ? number(answer, STATUS) : INCOMPLETE;
    }

    private static int number(byte[] text, int from) {
        int at = from;
        while (text[at] == ' ') {
            at++;
        }
        int number = 0;
        while (text[at] >= '0' && text[at] <= '9') {
            number = number * 10 + text[at++] - '0';
        }
        return number;
    }

    private static boolean endsWith(byte[] text, int length, byte[] end, int from) {
        return length - end.length >= from && isAt(text, length - end.length, end);
    }

    private static int indexOf(byte[] text, int length, byte[] part, int from) {
        for (int at = from; at <= length - part.length; at++) {
            if (isAt(text, at, part)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isAt(byte[] text, int at, byte[] part) {
        for (int i = 0; i < part.length; i++) {
            if (lower(text[at + i]) != part[i]) {
                return false;
            }
        }
        return true;
    }

    private static int lower(byte character) {
        return character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
