package sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a payroll or bank system says of a file it read: {@code {"file", "batchId", "testRun", "duplicate", "accepted",
 * "rejected": [{"row", "message"}], "controls": {...}, "message"}}, the message being the first rejection where nothing was taken. Controls are counted from what was taken, never copied from the file.
 */
final class ImportReport {

    private final String file;
    private final boolean testRun;
    private final List<String[]> rejected = new ArrayList<>();
    private final Map<String, String> controls = new LinkedHashMap<>();
    private String batchId;
    private int accepted;

    ImportReport(String file, boolean testRun) {
        this.file = file;
        this.testRun = testRun;
    }

    /** The report on a file that is refused as a whole. */
    static ImportReport refused(String file, boolean testRun, BadFile why) {
        ImportReport report = new ImportReport(file, testRun);
        report.reject(why.line(), why.getMessage());
        return report;
    }

    ImportReport batch(String id) {
        batchId = id;
        return this;
    }

    void accept() {
        accepted++;
    }

    void reject(int row, String message) {
        rejected.add(new String[] {Integer.toString(row), message});
    }

    ImportReport control(String name, String value) {
        controls.put(name, value);
        return this;
    }

    ObjectNode json() {
        ObjectNode report = Json.object()
                .put("file", file)
                .put("batchId", batchId)
                .put("testRun", testRun)
                .put("accepted", accepted);
        ArrayNode rows = report.putArray("rejected");
        rejected.forEach(
                each -> rows.addObject().put("row", Integer.parseInt(each[0])).put("message", each[1]));
        report.set("controls", Json.object(controls));
        if (accepted == 0 && !rejected.isEmpty()) {
            report.put("message", rejected.get(0)[1]);
        }
        return report;
    }
}
