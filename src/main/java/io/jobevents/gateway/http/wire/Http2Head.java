package io.jobevents.gateway.http.wire;

import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Map;

/**
 * Validates the head of an HTTP/2 request, whose names and values can be any bytes. The codec checks the pseudo-headers
 * and refuses upper case; the characters of names, values and the method (RFC 9113, section 8.2.1) are checked here.
 */
final class Http2Head {

    private Http2Head() {}

    /** Whether the head is valid in HTTP/1.1 too, so that no value can be read as a second header. */
    static boolean isReadable(Http2Headers headers) {
        CharSequence method = headers.method();
        if (method != null && HttpHeaderValidationUtil.validateToken(method) >= 0) {
            return false;
        }
        for (Map.Entry<CharSequence, CharSequence> header : headers) {
            CharSequence name = header.getKey();
            boolean pseudo = name.length() > 0 && name.charAt(0) == ':';
            if (!pseudo && HttpHeaderValidationUtil.validateToken(name) >= 0
                    || HttpHeaderValidationUtil.validateValidHeaderValue(header.getValue()) >= 0) {
                return false;
            }
        }
        return true;
    }
}
