package sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;

/**
 * A system that takes files: {@code POST|PUT /import/<name>} takes one in, {@code POST|PUT /check/<name>} is the test run that
 * reports the same and keeps nothing, {@code GET /acknowledgements} names what was taken and
 * {@code GET /acknowledgements/<batch>} repeats the last report on it. The token comes from {@code /oauth/token}.
 */
abstract class ImportVendor extends Vendor {

    private static final String TOKEN = "/oauth/token";
    private static final String ACKNOWLEDGEMENT = "acknowledgement";

    ImportVendor(Clock clock) {
        super(clock);
    }

    /** Reads a file, keeps what is good unless it is a test run, and reports. */
    abstract Reply imported(Call call, String file, boolean testRun);

    /** Answers what only this vendor has; nothing by default. */
    Reply more(Call call) {
        return failure(404, "No such resource");
    }

    /** Answers what a payroll calculated from the hours it took in, read below {@code /import}. */
    final Reply results(Call call, List<PayrollResults.Paid> paid) {
        Reply results = new PayrollResults(name(), paid, records.all(PayrollResults.CORRECTION))
                .answer(call.segment(call.segments().size() - 1), call.query("from"));
        return results == null ? failure(404, "No such resource") : results;
    }

    @Override
    final boolean isToken(Call call) {
        return call.path().equals(TOKEN);
    }

    @Override
    final Reply answer(Call call) {
        if (isToken(call) && call.is("POST")) {
            return oauth.answer(call);
        }
        if (!oauth.admits(call)) {
            return failure(401, "Unauthorized");
        }
        String first = call.segment(0);
        boolean named = call.segments().size() == 2;
        boolean test = "check".equals(first);
        if (named && (test || "import".equals(first))) {
            if (call.is("GET") && !test) {
                return more(call);
            }
            return call.is("POST") || call.is("PUT")
                    ? imported(call, call.segment(1), test)
                    : failure(405, "A file is sent with POST or PUT");
        }
        if (call.is("GET") && "acknowledgements".equals(first)) {
            return named ? acknowledgement(call.segment(1)) : acknowledgements();
        }
        return more(call);
    }

    @Override
    Reply failure(int status, String message) {
        return Reply.json(status, Json.object().put("error", message));
    }

    @Override
    void seed(String recordType, ObjectNode record) {
        boolean correction = PayrollResults.CORRECTION.equals(recordType);
        String id = correction ? record.toString() : fallbackId(recordType, record);
        records.put(recordType, id, id, record.deepCopy());
    }

    @Override
    void seedAll() {
        // Payroll starts without employees: they come with the file of new starters.
    }

    /** The id of a record that a test or the demo puts in. */
    abstract String fallbackId(String recordType, ObjectNode record);

    /** Keeps the report on a batch, in the place of an earlier one. */
    final void acknowledge(String batch, ImportReport report) {
        records.put(ACKNOWLEDGEMENT, batch, batch, report.json());
    }

    private Reply acknowledgement(String batch) {
        ObjectNode report = records.get(ACKNOWLEDGEMENT, batch);
        return report == null ? failure(404, "There is no batch " + batch) : Reply.json(200, report);
    }

    private Reply acknowledgements() {
        ArrayNode names = Json.array();
        records.all(ACKNOWLEDGEMENT).forEach(report -> names.add(Json.text(report, "batchId")));
        return Reply.json(200, names);
    }
}
