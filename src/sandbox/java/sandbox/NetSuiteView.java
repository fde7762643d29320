package sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How SuiteTalk REST shows records: single ones with links, collections in pages. */
final class NetSuiteView {

    static final String BASE = "/services/rest/record/v1/";

    private static final int LARGEST_PAGE = 1000;
    private static final Pattern QUESTION = Pattern.compile("(\\w+) IS \"([^\"]*)\"");

    private NetSuiteView() {}

    static Reply list(Call call, String type, Collection<ObjectNode> all) {
        Matcher question = QUESTION.matcher(call.query("q") == null ? "" : call.query("q"));
        boolean asked = call.query("q") != null;
        if (asked && !question.matches()) {
            throw NetSuiteError.refusal(400, "INVALID_PARAMETER", "q", "Invalid search query.");
        }
        List<ObjectNode> found = all.stream()
                .filter(record -> !asked || question.group(2).equals(Json.text(record, question.group(1))))
                .toList();
        int limit = call.number("limit", LARGEST_PAGE);
        int offset = call.number("offset", 0);
        if (limit < 1 || limit > LARGEST_PAGE || offset % limit != 0) {
            throw NetSuiteError.refusal(
                    400, "INVALID_PARAMETER", "limit", "The limit is 1 to 1000 and the offset a multiple of it.");
        }
        ObjectNode page = Json.object();
        boolean more = offset + limit < found.size();
        ArrayNode links = page.putArray("links");
        if (more) {
            links.addObject()
                    .put("rel", "next")
                    .put("href", call.base() + BASE + type + "?limit=" + limit + "&offset=" + (offset + limit));
        }
        ArrayNode items = Json.array();
        found.stream().skip(offset).limit(limit).forEach(record -> {
            String id = record.get("id").asText();
            items.addObject().put("id", id).set("links", self(call, type, id));
        });
        page.put("count", items.size()).put("hasMore", more);
        page.set("items", items);
        return Reply.json(200, page.put("offset", offset).put("totalResults", found.size()));
    }

    static ObjectNode shown(Call call, String type, ObjectNode record) {
        ObjectNode shown = Json.object();
        shown.set("links", self(call, type, record.get("id").asText()));
        return shown.setAll(record);
    }

    private static ArrayNode self(Call call, String type, String id) {
        return Json.array().add(Json.object().put("rel", "self").put("href", href(call, type, id)));
    }

    static String href(Call call, String type, String id) {
        return call.base() + BASE + type + "/" + id;
    }
}
