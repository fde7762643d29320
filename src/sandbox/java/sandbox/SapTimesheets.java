package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code API_MANAGE_WORKFORCE_TIMESHEET/TimeSheetEntryCollection}: entries are created, changed and deleted by POST with a
 * {@code TimeSheetOperation}. A change makes a new record that names the one before it (status 50), a deletion leaves
 * the record with status 60; nothing goes by PATCH or DELETE.
 */
final class SapTimesheets {

    /** Record type. */
    static final String ENTRY = "timeSheetEntry";

    private static final String AGREEMENT = "PersonWorkAgreementExternalID";
    private static final String RECORD = "TimeSheetRecord";
    private static final String STATUS = "TimeSheetStatus";
    private static final String FIELDS = "TimeSheetDataFields";
    private static final Set<String> KNOWN = Set.of(
            AGREEMENT,
            "CompanyCode",
            RECORD,
            "PersonWorkAgreement",
            "TimeSheetDate",
            "TimeSheetIsReleasedOnSave",
            "TimeSheetPredecessorRecord",
            STATUS,
            "TimeSheetIsExecutedInTestRun",
            "TimeSheetOperation",
            FIELDS);
    private static final Map<String, Integer> LENGTHS = Map.of(
            "ControllingArea", 4,
            "SenderCostCenter", 10,
            "ActivityType", 6,
            "WBSElement", 24,
            "RecordedHours", 6,
            "HoursUnitOfMeasure", 3,
            "TimeSheetTaskType", 4,
            "TimeSheetNote", 40,
            "ReceiverCostCenter", 10,
            "RecordedQuantity", 19);
    private static final Set<String> ENDED = Set.of("50", "60");

    private final Records records;
    private long lastNumber;

    SapTimesheets(Records records) {
        this.records = records;
    }

    void clear() {
        lastNumber = 4710;
    }

    /** Reads with {@code $filter} or writes by the operation of the entity. */
    Reply answer(Call call, int depth) {
        if (call.is("GET") && depth == 1) {
            return SapOData.list(call, records.all(ENTRY));
        }
        if (!call.is("POST") || depth != 1) {
            throw SapError.refusal(
                    405, "/IWFND/CM_MGW/096", "Method not allowed; POST with TimeSheetOperation C, U or D");
        }
        ObjectNode entry = SapOData.body(call);
        String external = external(entry);
        try {
            return SapOData.one(201, written(call, entry, external));
        } catch (Refusal refused) {
            call.wrote(Write.refused(ENTRY, external, refused.reply().status(), Map.of("note", external)));
            throw refused;
        }
    }

    private ObjectNode written(Call call, ObjectNode entry, String external) {
        unknown(entry, KNOWN, "");
        String operation = entry.path("TimeSheetOperation").asText();
        ObjectNode old = old(entry, operation);
        LocalDate day = SapOData.day(entry, "TimeSheetDate");
        if (operation.equals("D")) {
            old.put(STATUS, "60");
            return kept(call, old, external);
        }
        check(entry, day);
        if (entry.path("TimeSheetIsExecutedInTestRun").asBoolean()) {
            return entry;
        }
        if (old != null) {
            old.put(STATUS, "50");
        }
        ObjectNode record = entry.deepCopy();
        record.put(RECORD, "%012d".formatted(++lastNumber)).put("TimeSheetOperation", "");
        record.put(STATUS, entry.path("TimeSheetIsReleasedOnSave").asBoolean() ? "30" : "10");
        record.put(
                "TimeSheetPredecessorRecord",
                old == null ? "" : old.path(RECORD).asText());
        return kept(call, record, external);
    }

    private ObjectNode kept(Call call, ObjectNode record, String external) {
        String number = record.path(RECORD).asText();
        records.put(ENTRY, number, external, record);
        call.wrote(Write.applied(ENTRY, external, number, 201, Map.of("note", external)));
        return record;
    }

    private ObjectNode old(ObjectNode entry, String operation) {
        String number = entry.path(RECORD).asText();
        if (operation.equals("C")) {
            if (!number.isEmpty()) {
                throw wrong("A record to be created has no TimeSheetRecord");
            }
            return null;
        }
        if (!Set.of("U", "D").contains(operation)) {
            throw wrong("Operation '" + operation + "' is not C, U or D");
        }
        ObjectNode old = records.get(ENTRY, number);
        if (old == null
                || !old.path(AGREEMENT).equals(entry.path(AGREEMENT))
                || !old.path("CompanyCode").equals(entry.path("CompanyCode"))) {
            throw wrong("Time sheet record " + number + " does not exist");
        }
        if (ENDED.contains(old.path(STATUS).asText())) {
            throw wrong("Time sheet record " + number + " was changed or cancelled already");
        }
        return old;
    }

    private void check(ObjectNode entry, LocalDate day) {
        ObjectNode agreement = records
                .byExternal(SapMasterData.AGREEMENT, entry.path(AGREEMENT).asText())
                .stream()
                .findFirst()
                .orElseThrow(() -> wrong("Enter a valid personnel number"));
        String company = entry.path("CompanyCode").asText();
        if (!company.equals(agreement.path("CompanyCode").asText())) {
            throw wrong("Person " + entry.path(AGREEMENT).asText() + " does not work for company code " + company);
        }
        LocalDate from = SapOData.day(agreement, "StartDate");
        LocalDate to = SapOData.day(agreement, "EndDate");
        if (day.isBefore(from) || day.isAfter(to)) {
            throw wrong("The person has no work agreement on " + day);
        }
        ObjectNode period = records.get("period", "%s/%d/%02d".formatted(company, day.getYear(), day.getMonthValue()));
        if (period == null || !period.path("open").asBoolean()) {
            throw wrong("Period 0%02d/%d is locked for actual postings".formatted(day.getMonthValue(), day.getYear()));
        }
        fields(entry.path(FIELDS), company);
    }

    private void fields(JsonNode fields, String company) {
        unknown(fields, LENGTHS.keySet(), FIELDS + "/");
        LENGTHS.forEach((name, length) -> {
            if (fields.path(name).asText().length() > length) {
                throw SapError.refusal(
                        400, "/IWBEP/CM_MGW_RT/176", "Property " + name + " is longer than " + length + " characters");
            }
        });
        if (!fields.path("RecordedHours").isTextual()
                || !fields.path("RecordedHours").asText().matches("-?\\d{1,2}(\\.\\d{1,2})?")
                || new BigDecimal(fields.path("RecordedHours").asText()).abs().compareTo(BigDecimal.valueOf(24)) > 0) {
            throw wrong("Enter hours between 0 and 24 with two decimals");
        }
        if (!fields.path("HoursUnitOfMeasure").asText().equals("H")) {
            throw wrong("Enter a valid unit of measure");
        }
        known(fields, "ControllingArea", "controllingArea", "Enter a valid controlling area");
        ObjectNode center = known(fields, "SenderCostCenter", "costCenter", "Enter a valid sender cost center");
        if (!center.path("CompanyCode").asText().equals(company)) {
            throw wrong(
                    "Cost center " + fields.path("SenderCostCenter").asText() + " is not of company code " + company);
        }
        known(fields, "ActivityType", "activityType", "Enter a valid activity type");
        known(fields, "TimeSheetTaskType", "taskType", "Enter a valid task type");
        ObjectNode wbs = known(fields, "WBSElement", SapMasterData.WBS, "Enter a valid WBS element");
        if (!wbs.path("released").asBoolean(true)) {
            throw wrong("WBS element " + fields.path("WBSElement").asText() + " is closed for time");
        }
    }

    private ObjectNode known(JsonNode fields, String field, String type, String words) {
        ObjectNode found = records.get(type, fields.path(field).asText());
        if (found == null) {
            throw wrong(words);
        }
        return found;
    }

    private static void unknown(JsonNode entity, Set<String> known, String prefix) {
        Set<String> names = new TreeSet<>();
        entity.fieldNames().forEachRemaining(names::add);
        names.removeAll(known);
        if (!names.isEmpty()) {
            throw SapError.refusal(
                    400,
                    "CX_SXML_PARSE_ERROR",
                    "Property '" + prefix + names.iterator().next() + "' is invalid");
        }
    }

    private static Refusal wrong(String text) {
        return SapError.refusal(400, "HRTIM00_REC/001", text);
    }

    private static String external(ObjectNode entry) {
        return entry.path(FIELDS).path("TimeSheetNote").asText();
    }
}
