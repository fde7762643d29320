package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Workday's Human_Resources web service, of which the product uses {@code Get_Workers}. Workers are kept in
 * versions, so that both As_Of moments and the transaction log mean what they mean there.
 */
final class WorkdaySandbox extends Vendor {

    private static final String TYPE = "worker";
    private static final String SERVICE = "/ccx/service/mha_demo/Human_Resources/v42.0";
    private static final Comparator<ObjectNode> BY_VERSION = Comparator.comparing(
                    (ObjectNode worker) -> worker.path("Effective_Date").asText())
            .thenComparing(worker -> worker.path("Entry_Moment").asText());

    WorkdaySandbox(Clock clock) {
        super(clock);
    }

    @Override
    String name() {
        return "workday";
    }

    @Override
    boolean isWrite(Call call) {
        return false;
    }

    @Override
    Reply answer(Call call) {
        if (!call.path().equals(SERVICE)) {
            return WorkdayFault.reply("SOAP-ENV:Client", "Invalid service or version: " + call.path());
        }
        WorkdayRequest request = WorkdayRequest.read(call.body(), clock);
        List<ObjectNode> found = found(request);
        int pages = (found.size() + request.count() - 1) / request.count();
        List<ObjectNode> page = found.stream()
                .skip((request.page() - 1L) * request.count())
                .limit(request.count())
                .toList();
        return Reply.xml(200, WorkdayXml.response(found.size(), pages, request.page(), page));
    }

    @Override
    Reply failure(int status, String message) {
        return WorkdayFault.reply(status, "SOAP-ENV:Server", message);
    }

    @Override
    void seed(String recordType, ObjectNode record) {
        for (String field : List.of("WID", "Entry_Moment", "Effective_Date")) {
            if (Json.text(record, field) == null) {
                throw new IllegalArgumentException("a worker has WID, Entry_Moment and Effective_Date");
            }
        }
        records.put(
                recordType,
                record.path("WID").asText() + "@" + record.path("Entry_Moment").asText(),
                null,
                record);
    }

    @Override
    void seedAll() {
        Csv.rows("workday-workers.csv").forEach(row -> {
            Map<String, String> given = new java.util.LinkedHashMap<>(row);
            given.values().removeIf(String::isEmpty);
            seed(TYPE, Json.object(given));
        });
    }

    private List<ObjectNode> found(WorkdayRequest request) {
        Map<String, List<ObjectNode>> versions = new HashMap<>();
        for (ObjectNode version : records.all(TYPE)) {
            if (visible(version, request)) {
                versions.computeIfAbsent(version.path("WID").asText(), any -> new ArrayList<>())
                        .add(version);
            }
        }
        refuseUnknown(request);
        List<ObjectNode> found = new ArrayList<>();
        for (List<ObjectNode> worker : versions.values()) {
            ObjectNode newest = worker.stream().max(BY_VERSION).orElseThrow();
            if (asked(newest, worker, request)) {
                found.add(newest);
            }
        }
        found.sort(Comparator.comparing(
                        (ObjectNode worker) -> worker.path("Employee_ID").asText())
                .thenComparing(worker -> worker.path("WID").asText()));
        return found;
    }

    private static boolean visible(ObjectNode version, WorkdayRequest request) {
        return !Instant.parse(version.path("Entry_Moment").asText()).isAfter(request.asOfEntry())
                && version.path("Effective_Date")
                                .asText()
                                .compareTo(request.asOfEffective().toString())
                        <= 0;
    }

    private static boolean asked(ObjectNode newest, List<ObjectNode> versions, WorkdayRequest request) {
        boolean active = "1".equals(newest.path("Active").asText());
        boolean referenced = request.references().isEmpty()
                || request.references().stream()
                        .anyMatch(reference -> reference.id().equals(Json.text(newest, reference.type())));
        return (active || !request.excludeInactive())
                && referenced
                && versions.stream().anyMatch(version -> request.changed(version));
    }

    private void refuseUnknown(WorkdayRequest request) {
        for (WorkdayRequest.Reference reference : request.references()) {
            boolean known = records.all(TYPE).stream()
                    .anyMatch(worker -> Objects.equals(reference.id(), Json.text(worker, reference.type())));
            if (!known) {
                throw WorkdayFault.invalid(
                        "Invalid ID value.",
                        "'" + reference.id() + "' is not a valid ID value for type = '" + reference.type() + "'");
            }
        }
    }
}
