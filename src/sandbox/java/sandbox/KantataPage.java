package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Kantata's answers: {@code results} in order, then the records themselves keyed by id. */
final class KantataPage {

    private static final int DEFAULT_SIZE = 20;
    private static final int LARGEST_SIZE = 200;
    private static final String REFERENCES = KantataResource.EXTERNAL_REFERENCES.key();
    private static final String REPORTS = KantataResource.EXPENSE_REPORT_SUBMISSIONS.key();

    private final Records records;

    KantataPage(Records records) {
        this.records = records;
    }

    /** The page of these records that the call asks for. */
    Reply list(Call call, KantataResource resource, List<ObjectNode> found) {
        int size = Math.max(1, Math.min(LARGEST_SIZE, call.number("per_page", DEFAULT_SIZE)));
        int page = Math.max(1, call.number("page", 1));
        int pages = (found.size() + size - 1) / size;
        List<ObjectNode> shown =
                found.stream().skip((page - 1L) * size).limit(size).toList();
        ObjectNode body = Json.object().put("count", found.size());
        body.putObject("meta")
                .put("count", found.size())
                .put("page_count", pages)
                .put("page_number", page)
                .put("page_size", size);
        return Reply.json(200, filled(body, call, resource, shown));
    }

    /** One record, in the same shape. */
    Reply one(int status, Call call, KantataResource resource, ObjectNode record) {
        ObjectNode body = Json.object().put("count", 1);
        body.putObject("meta")
                .put("count", 1)
                .put("page_count", 1)
                .put("page_number", 1)
                .put("page_size", 1);
        return Reply.json(status, filled(body, call, resource, List.of(record)));
    }

    private ObjectNode filled(ObjectNode body, Call call, KantataResource resource, List<ObjectNode> shown) {
        ArrayNode results = body.putArray("results");
        ObjectNode byId = body.putObject(resource.key());
        List<String> include = List.of(String.valueOf(call.query("include")).split(","));
        ObjectNode references = include.contains(REFERENCES) ? body.putObject(REFERENCES) : Json.object();
        ObjectNode submissions = include.contains("active_submission") ? body.putObject(REPORTS) : Json.object();
        for (ObjectNode record : shown) {
            String id = record.path("id").asText();
            results.addObject().put("key", resource.key()).put("id", id);
            byId.set(id, record);
            for (JsonNode reference : record.path("external_reference_ids")) {
                references.set(reference.asText(), records.get(REFERENCES, reference.asText()));
            }
            String submission = Json.text(record, "active_submission_id");
            if (submission != null && records.has(REPORTS, submission)) {
                submissions.set(submission, records.get(REPORTS, submission));
            }
        }
        return body;
    }
}
