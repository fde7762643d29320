package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Errors of SuiteTalk REST: problem details with {@code o:errorDetails}. */
final class NetSuiteError {

    private static final Map<Integer, String> TITLES = Map.of(
            400, "Bad Request",
            401, "Unauthorized",
            404, "Not Found",
            405, "Method Not Allowed",
            429, "Too Many Requests",
            500, "Internal Server Error");

    private NetSuiteError() {}

    static Reply reply(int status, String code, String path, String detail) {
        ObjectNode error = Json.object();
        error.put("type", "https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html");
        error.put("title", TITLES.getOrDefault(status, "Error"));
        error.put("status", status);
        ObjectNode details = error.putArray("o:errorDetails").addObject();
        details.put("detail", detail);
        details.put("o:errorCode", code);
        if (path != null) {
            details.put("o:errorPath", path);
        }
        return Reply.json(status, error).as("application/vnd.oracle.resource+json; type=error; charset=UTF-8");
    }

    static Refusal refusal(int status, String code, String path, String detail) {
        return new Refusal(reply(status, code, path, "Error while accessing a resource. " + detail));
    }
}
