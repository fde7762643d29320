package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Kantata's errors: a list of type, message and field. */
final class KantataError {

    private KantataError() {}

    static Reply reply(int status, String type, String message, String field) {
        ObjectNode body = Json.object();
        ObjectNode error = body.putArray("errors").addObject();
        error.put("type", type).put("message", message);
        if (field != null) {
            error.put("field", field);
        }
        return Reply.json(status, body);
    }

    static Refusal notFound() {
        return new Refusal(reply(404, "system", "Record Not Found", null));
    }

    static Refusal invalid(String field, String message) {
        return new Refusal(reply(422, "validation", message, field));
    }
}
