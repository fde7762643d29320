package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Kantata OX (Mavenlink), API v1: no POST is idempotent, and nothing keeps an external reference unique. */
final class KantataSandbox extends Vendor {

    private static final String TOKEN = "/oauth/token";
    private static final String BASE = "/api/v1/";
    private static final String REFERENCE = "external_reference";
    private static final String REFERENCE_IDS = "external_reference_ids";
    private static final String REFERENCES = KantataResource.EXTERNAL_REFERENCES.key();
    private static final String MODEL_REF = "service_model_ref";
    private static final String ARCHIVED = "archived";

    private final KantataEvents events;
    private final KantataIds ids = new KantataIds(records);
    private final KantataCheck check = new KantataCheck(records);
    private final KantataPage page = new KantataPage(records);
    private final KantataTime time;
    private final KantataExpenses expenses = new KantataExpenses(records);

    KantataSandbox(Clock clock) {
        super(clock);
        this.events = new KantataEvents(records, clock);
        this.time = new KantataTime(records, ids, events, clock);
    }

    @Override
    String name() {
        return "kantata";
    }

    @Override
    boolean isToken(Call call) {
        return call.path().equals(TOKEN);
    }

    @Override
    boolean sendsRetryAfter() {
        return false;
    }

    @Override
    Reply answer(Call call) throws IOException {
        if (isToken(call) && call.is("POST")) {
            return oauth.answer(call);
        }
        if (!oauth.admits(call)) {
            return KantataError.reply(401, "oauth", "Invalid OAuth 2 Request", null);
        }
        KantataResource resource = KantataResource.of(call.segment(2));
        int depth = call.segments().size() - 2;
        boolean readOnly = resource != null && resource.isReadOnly() && !call.is("GET");
        if (!call.path().startsWith(BASE) || resource == null || readOnly || depth < 1 || depth > 2) {
            throw KantataError.notFound();
        }
        return switch (call.method() + (depth == 2 ? " one" : "")) {
            case "GET" -> page.list(call, resource, found(call, resource));
            case "GET one" -> page.one(200, call, resource, existing(call, resource));
            case "POST" -> create(call, resource);
            case "PUT one" -> update(call, resource);
            case "DELETE one" -> delete(call, resource);
            default -> throw KantataError.notFound();
        };
    }

    @Override
    Reply failure(int status, String message) {
        return KantataError.reply(status, "system", message, null);
    }

    @Override
    Reply control(Call call) throws IOException {
        boolean approve = "/approve".equals(call.path());
        if (!call.is("POST") || !approve && !"/reject".equals(call.path())) {
            return null;
        }
        try {
            return Reply.json(200, approve ? time.approve(call.json()) : time.reject(call.json()));
        } catch (Refusal refusal) {
            return refusal.reply();
        } catch (IOException e) {
            return failure(400, "The request body is no JSON");
        }
    }

    @Override
    void seed(String recordType, ObjectNode record) {
        KantataResource resource = KantataResource.of(recordType);
        if (resource == null) {
            throw new IllegalArgumentException("recordType is one of the resources of the API");
        }
        String id = Json.text(record, "id");
        store(resource, id == null ? ids.next(resource, record) : id, record);
    }

    @Override
    void seedAll() {
        ids.start();
        events.start();
        Csv.rows("kantata-roles.csv").forEach(row -> {
            ObjectNode role = Json.object().put("name", row.get("name")).put("code", row.get(REFERENCE));
            store(KantataResource.ROLES, row.get("id"), role);
        });
    }

    private List<ObjectNode> found(Call call, KantataResource resource) {
        Set<String> only = call.query("only") == null
                ? null
                : new LinkedHashSet<>(Arrays.asList(call.query("only").split(",")));
        boolean archived = "true".equals(call.query("include_archived"));
        return candidates(call, resource).stream()
                .filter(record ->
                        only == null || only.contains(record.path("id").asText()))
                .filter(record -> archived || !record.path(ARCHIVED).asBoolean())
                .filter(record -> resource.filters().stream()
                        .allMatch(name -> call.query(name) == null
                                || call.query(name).equals(record.path(name).asText())))
                .filter(record -> time.performedBetween(record, call.query("date_performed_between")))
                .filter(record -> expenses.incurredBetween(record, call.query("date_between")))
                .toList();
    }

    /** Records to filter; a reference is found by its index. */
    private Collection<ObjectNode> candidates(Call call, KantataResource resource) {
        if (resource == KantataResource.SUBSCRIBED_EVENTS) {
            return events.visible(call);
        }
        return resource == KantataResource.EXTERNAL_REFERENCES && call.query(MODEL_REF) != null
                ? records.byExternal(REFERENCES, call.query(MODEL_REF))
                : records.all(resource.key());
    }

    private ObjectNode existing(Call call, KantataResource resource) {
        ObjectNode record = records.get(resource.key(), call.segment(3));
        boolean hidden = record != null
                && record.path(ARCHIVED).asBoolean()
                && call.is("GET")
                && !"true".equals(call.query("include_archived"));
        if (record == null || hidden) {
            throw KantataError.notFound();
        }
        return record;
    }

    private Reply create(Call call, KantataResource resource) {
        ObjectNode body = body(call, resource);
        String external = reference(resource, body);
        try {
            check.fields(resource, body, true);
            check.fit(resource, body);
            if (body.hasNonNull(REFERENCE)) {
                Json.text(body.get(REFERENCE), MODEL_REF);
                check.fields(KantataResource.EXTERNAL_REFERENCES, referenceOf(resource, "0", body), true);
            }
        } catch (Refusal refusal) {
            call.wrote(Write.refused(resource.key(), external, refusal.reply().status(), keys(resource, body)));
            throw refusal;
        }
        String id = ids.next(resource, body);
        ObjectNode record = body.deepCopy();
        record.remove(REFERENCE);
        record.put("created_at", clock.instant().toString());
        record.putArray(REFERENCE_IDS);
        store(resource, id, record);
        if (body.hasNonNull(REFERENCE)) {
            String referenceId = ids.next(KantataResource.EXTERNAL_REFERENCES, Json.object());
            ObjectNode reference = referenceOf(resource, id, body);
            reference.put("created_at", clock.instant().toString());
            store(KantataResource.EXTERNAL_REFERENCES, referenceId, reference);
        }
        call.wrote(Write.applied(resource.key(), external, id, 201, keys(resource, body)));
        return page.one(201, call, resource, records.get(resource.key(), id));
    }

    private Reply update(Call call, KantataResource resource) {
        ObjectNode old = existing(call, resource);
        String id = call.segment(3);
        ObjectNode body = body(call, resource);
        try {
            check.fields(resource, body, false);
            time.refuseApproved(old, body);
            ObjectNode record = old.deepCopy();
            record.setAll(body);
            if (resource != KantataResource.TIME_ENTRIES
                    || !old.path("approved").asBoolean()) {
                check.fit(resource, record);
            }
            record.remove(REFERENCE);
            store(resource, id, record);
        } catch (Refusal refusal) {
            call.wrote(Write.refused(
                    resource.key(), reference(resource, old), refusal.reply().status(), keys(resource, old)));
            throw refusal;
        }
        call.wrote(Write.applied(resource.key(), reference(resource, old), id, 200, keys(resource, old)));
        return page.one(200, call, resource, records.get(resource.key(), id));
    }

    private Reply delete(Call call, KantataResource resource) {
        ObjectNode old = existing(call, resource);
        time.refuseApproved(old, Json.object().put("deleted", true));
        String external = reference(resource, old);
        records.remove(resource.key(), call.segment(3));
        old.path(REFERENCE_IDS).forEach(id -> records.remove(REFERENCES, id.asText()));
        call.wrote(Write.applied(resource.key(), external, call.segment(3), 204, keys(resource, old)));
        return Reply.empty(204);
    }

    private void store(KantataResource resource, String id, ObjectNode record) {
        ObjectNode stored = Json.object().put("id", id);
        record.remove("id");
        stored.setAll(record);
        switch (resource) {
            case WORKSPACES -> KantataTime.completeWorkspace(stored);
            case TIME_ENTRIES -> time.complete(stored);
            case TIMESHEET_SUBMISSIONS -> time.submit(stored);
            case EXPENSES -> expenses.complete(stored);
            case EXPENSE_REPORT_SUBMISSIONS -> expenses.attach(stored);
            case EXTERNAL_REFERENCES -> {
                KantataResource subject =
                        KantataResource.ofSubject(stored.path("subject_type").asText());
                ObjectNode target = subject == null
                        ? null
                        : records.get(subject.key(), stored.path("subject_id").asText());
                if (target != null && !records.has(REFERENCES, id)) {
                    target.withArray(REFERENCE_IDS).add(id);
                }
            }
            default -> {
                // Nothing is derived from the other resources.
            }
        }
        if (!resource.isReadOnly()) {
            stored.put("updated_at", clock.instant().toString());
        }
        String indexed = resource == KantataResource.EXTERNAL_REFERENCES ? Json.text(stored, MODEL_REF) : null;
        records.put(resource.key(), id, indexed, stored);
    }

    private static ObjectNode referenceOf(KantataResource resource, String id, ObjectNode body) {
        ObjectNode reference = Json.object();
        if (body.get(REFERENCE) instanceof ObjectNode given) {
            reference.setAll(given);
        }
        return reference.put("subject_type", resource.subjectType()).put("subject_id", id);
    }

    /** The external id of a record: its own when it is a reference, else the first that points to it. */
    private String reference(KantataResource resource, ObjectNode record) {
        if (resource == KantataResource.EXTERNAL_REFERENCES) {
            return Json.text(record, MODEL_REF);
        }
        if (record.has(REFERENCE)) {
            return Json.text(record.get(REFERENCE), MODEL_REF);
        }
        JsonNode first = record.path(REFERENCE_IDS).path(0);
        ObjectNode found = first.isMissingNode() ? null : records.get(REFERENCES, first.asText());
        return found == null ? null : Json.text(found, MODEL_REF);
    }

    private static Map<String, String> keys(KantataResource resource, ObjectNode record) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String field : resource.required()) {
            keys.put(field, Json.text(record, field));
        }
        return keys;
    }

    private static ObjectNode body(Call call, KantataResource resource) {
        try {
            if (call.json().get(resource.singular()) instanceof ObjectNode body) {
                return body;
            }
        } catch (IOException e) {
            throw new Refusal(KantataError.reply(400, "system", "The request body is no JSON", null));
        }
        throw new Refusal(KantataError.reply(400, "system", "Missing parameter: " + resource.singular(), null));
    }
}
