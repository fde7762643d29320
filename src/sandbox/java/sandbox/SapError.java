package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Errors as SAP words them: OData V2 bodies of the Gateway, and what makes an IDoc end in an error status. */
final class SapError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String status;

    private SapError(String status, String text) {
        super(text, null, false, false);
        this.status = status;
    }

    /** An application error: the IDoc ends in status 51 with message class, number and text. */
    static SapError application(String text) {
        return new SapError("51", text);
    }

    /** The IDoc is not even given to the application: 56 (added with errors) or 60 (syntax). */
    static SapError idoc(String status, String text) {
        return new SapError(status, text);
    }

    /** The status in which the IDoc ends. */
    String status() {
        return status;
    }

    /** {@code {"error": {"code", "message": {"lang", "value"}, "innererror": {"errordetails"}}}}. */
    static Reply reply(int status, String code, String text) {
        ObjectNode error = Json.object().put("code", code);
        error.putObject("message").put("lang", "en").put("value", text);
        error.putObject("innererror").putArray("errordetails");
        return Reply.json(status, Json.object().set("error", error));
    }

    static Refusal refusal(int status, String code, String text) {
        return new Refusal(reply(status, code, text));
    }
}
