package faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import java.util.List;

/** Events about invented people and their hours; every name and address carries the word by which a leak is found. */
final class Workers {

    /** Part of every name and address, and of nothing else. */
    static final String CANARY = "Zqx";

    static final String PROJECT = "P-1003";
    static final String CLERK = "W-30000";

    private Workers() {}

    /** The hire (sequence 1) or a later change of job title of one worker. */
    static Event worker(int number, int sequence) {
        String id = "W-" + number;
        String given = "Ada" + word(number);
        String family = CANARY + word(number);
        String email = (CANARY + number + "@mha.example").toLowerCase(java.util.Locale.ROOT);
        String title = "Consultant " + sequence;
        String eventId = "hire-" + number + "-v" + sequence;
        JsonNode document = Json.tree(
                """
                {"specversion":"1.0","id":"%s","source":"urn:mha:hris:faults","type":"com.example.worker.hired.v1",
                 "subject":"%s","time":"2026-10-01T08:00:00Z","partitionkey":"worker:%s","sequence":%d,
                 "data":{"workerId":"%s","version":%d,"personId":"PER-%d","payrollId":"3%05d","workerType":"EMPLOYEE",
                 "status":"ACTIVE","name":{"legal":{"given":"%s","family":"%s"}},"workEmail":"%s",
                 "employment":{"sequence":1,"legalEntityId":"LE-US","hireDate":"2026-10-01",
                  "originalHireDate":"2026-10-01","rehire":false,"fte":"1.0000","weeklyHours":"40.00",
                  "workPattern":{"mon":"8.00","tue":"8.00","wed":"8.00","thu":"8.00","fri":"8.00","sat":"0.00",
                   "sun":"0.00"},"holidayCalendarId":"CAL-US"},
                 "job":{"roleFamily":"CONS","roleId":"CON","title":"%s"},
                 "org":{"costCenterId":"CC-1200","region":"AMER","location":"US-NYC","country":"US",
                  "timeZone":"America/New_York"},
                 "effectiveDate":"2026-10-01","knownAt":"2026-10-01T08:00:00Z"}}"""
                        .formatted(
                                eventId,
                                id,
                                id,
                                sequence,
                                id,
                                sequence,
                                number,
                                number % 100000,
                                given,
                                family,
                                email,
                                title));
        return new Event(
                eventId,
                id,
                sequence,
                document,
                List.of(
                        expected("scim", "User", id, sequence, id, email, family, given),
                        expected("netsuite", "employee", id, sequence, id, given, family, email, title, "2026-10-01"),
                        expected("kantata", "users", id, sequence, given + " " + family, email),
                        expected(
                                "adp",
                                "employee",
                                "MHU/3%05d".formatted(number % 100000),
                                sequence,
                                "3%05d".formatted(number % 100000),
                                family,
                                given)));
    }

    /** Hours approved in the PSA, in a version; the entry must be there, see {@link Targets#timeEntry}. */
    static Event time(int number, int sequence) {
        String id = "T-" + number;
        String eventId = "time-" + number + "-v" + sequence;
        int minutes = 15 * sequence;
        JsonNode document = Json.tree(
                """
                {"specversion":"1.0","id":"%s","source":"urn:mha:psa:faults","type":"com.example.time.approved.v1",
                 "subject":"%s","time":"2026-10-16T13:31:55Z","partitionkey":"project:%s","sequence":%d,
                 "data":{"timeEntryId":"%s","version":%d,"workerId":"%s","projectId":"%s","workDate":"%s",
                 "workTimeZone":"America/New_York","minutes":%d,"billable":true,"roleId":"CON","timeType":"REGULAR",
                 "status":"APPROVED","approvedBy":"W-0010","approvedAt":"2026-10-16T13:31:55Z","legalEntityId":"LE-US",
                 "costCenterId":"CC-1200",
                 "xref":[{"system":"kantata:faults","type":"time_entry","value":"%d","primary":true}]}}"""
                        .formatted(
                                eventId,
                                id,
                                PROJECT,
                                sequence,
                                id,
                                sequence,
                                CLERK,
                                PROJECT,
                                date(number),
                                minutes,
                                number));
        return new Event(
                eventId,
                id,
                sequence,
                document,
                List.of(
                        expected(
                                "netsuite",
                                "timeBill",
                                id,
                                sequence,
                                id,
                                "%d:%02d".formatted(minutes / 60, minutes % 60),
                                date(number),
                                "Throughline time entry " + id + " v" + sequence + ", worked " + date(number)),
                        expected(
                                "kantata",
                                "external_references",
                                id,
                                sequence,
                                "TimeBill",
                                id,
                                Integer.toString(number))));
    }

    /** Work days of October, few entries on each. */
    static String date(int number) {
        return "2026-10-%02d".formatted(1 + number % 28);
    }

    private static Event.Expected expected(String system, String type, String entity, int sequence, String... values) {
        return new Event.Expected(system, type, entity, sequence, Fingerprint.of(values));
    }

    /** A number in letters. */
    private static String word(int number) {
        StringBuilder letters = new StringBuilder();
        for (int rest = number; rest > 0; rest /= 26) {
            letters.append((char) ('a' + rest % 26));
        }
        return letters.toString();
    }
}
