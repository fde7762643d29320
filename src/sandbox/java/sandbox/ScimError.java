package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Errors of RFC 7644 section 3.12; {@code status} is a string there. */
final class ScimError {

    private ScimError() {}

    static Reply reply(int status, String scimType, String detail) {
        ObjectNode error = Json.object();
        error.putArray("schemas").add("urn:ietf:params:scim:api:messages:2.0:Error");
        error.put("status", Integer.toString(status));
        if (scimType != null) {
            error.put("scimType", scimType);
        }
        error.put("detail", detail);
        return Reply.json(status, error).as("application/scim+json; charset=utf-8");
    }

    static Refusal refusal(int status, String scimType, String detail) {
        return new Refusal(reply(status, scimType, detail));
    }
}
