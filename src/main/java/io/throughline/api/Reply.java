package io.throughline.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.intake.Reading.Problem;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * An answer of the API.
 *
 * @param status      HTTP status
 * @param contentType media type
 * @param body        JSON text
 */
public record Reply(int status, String contentType, String body) {

    /** A JSON answer. */
    public static Reply json(int status, Object body) {
        return new Reply(status, "application/json", Json.write(body));
    }

    /** A problem (RFC 9457) without further members. */
    public static Reply problem(int status, String title, String detail) {
        return problem(status, title, detail, List.of());
    }

    /** A problem (RFC 9457) that lists what is wrong, each with JSON pointer, rule and a sentence. */
    public static Reply problem(int status, String title, String detail, List<Problem> errors) {
        ObjectNode problem = Json.mapper().createObjectNode();
        problem.put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        if (!errors.isEmpty()) {
            ArrayNode list = problem.putArray("errors");
            errors.forEach(error -> list.addObject()
                    .put("pointer", error.pointer())
                    .put("rule", error.violation().rule())
                    .put("detail", error.violation().message()));
        }
        return new Reply(status, "application/problem+json", problem.toString());
    }

    /** Puts the answer on the exchange and nothing else. */
    public void on(Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, contentType);
        message.setBody(body);
    }
}
