package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Requests and answers of an enquiry through the same mappings as those of a step. */
final class Ask {

    private final Outbound mappings;
    private final Connector connector;

    Ask(Outbound mappings, Connector connector) {
        this.mappings = mappings;
        this.connector = connector;
    }

    HttpCall call(String operation, ObjectNode payload) {
        return HttpCall.of(document(operation, payload));
    }

    /** The request, known to change nothing, or null when the mapping makes none. */
    HttpCall callIfAny(String operation, ObjectNode payload) {
        JsonNode document = document(operation, payload);
        return document == null || document.isNull()
                ? null
                : HttpCall.of(document).reading();
    }

    private JsonNode document(String operation, ObjectNode payload) {
        ObjectNode input = Json.MAPPER.createObjectNode();
        input.set("payload", payload);
        input.putObject("references");
        input.set("settings", connector.settings());
        return mappings.apply(connector.system() + "/" + operation + ".out", input);
    }

    JsonNode result(String operation, HttpReply reply) {
        return answer(operation, null, reply).path("result");
    }

    /** What the answer mapping reads, which knows the payload of the request, null for none. */
    JsonNode answer(String operation, ObjectNode payload, HttpReply reply) {
        ObjectNode input = Json.MAPPER.createObjectNode();
        input.set("payload", payload);
        ObjectNode response = input.putObject("response");
        response.put("status", reply.status());
        response.set("body", reply.tree());
        input.set("settings", connector.settings());
        return mappings.apply(connector.system() + "/" + operation + ".answer", input);
    }
}
