package io.jobevents.gateway.http.wire;

import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Map;

/**
 * The head of an HTTP/2 request, whose names and values are any bytes. The codec knows the pseudo-headers and refuses upper case;
 * the characters of names, values and the method (RFC 9113, section 8.2.1) are looked at here.
 */
final class Http2Head {

    private Http2Head() {}

    /** Whether HTTP/1.1 could say the same, so that nothing behind this connection reads two headers in one. */
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
