package io.throughline.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpServerResponse;

/** Errors as RFC 9457 problem documents: {@code {"type","title","status","detail"}}. */
final class Problems {
    static final String MEDIA_TYPE = "application/problem+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Problems() {}

    /** The document as text; {@code detail} is our own sentence and never repeats what the client sent. */
    static String document(int status, String detail) {
        ObjectNode problem = JSON.createObjectNode();
        problem.put("type", "about:blank");
        problem.put("title", HttpResponseStatus.valueOf(status).reasonPhrase());
        problem.put("status", status);
        problem.put("detail", detail);
        return problem.toString();
    }

    /** Ends the response with the problem, unless it was ended already. */
    static void answer(HttpServerResponse response, int status, String detail) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status).putHeader("Content-Type", MEDIA_TYPE).putHeader("Cache-Control", "no-store");
        if (status == 401) {
            response.headers()
                    .add("WWW-Authenticate", "Bearer realm=\"throughline\"")
                    .add("WWW-Authenticate", "Basic realm=\"throughline\", charset=\"UTF-8\"");
        }
        if (status == 408 || status == 413) {
            response.putHeader("Connection", "close");
        }
        response.end(document(status, detail));
    }
}
