package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives out ids: told from the external reference where that is possible, else counted up. */
final class KantataIds {

    private static final Map<KantataResource, Integer> FIRST = Map.ofEntries(
            Map.entry(KantataResource.USERS, 79_001),
            Map.entry(KantataResource.WORKSPACES, 49_001),
            Map.entry(KantataResource.TIME_ENTRIES, 880_100),
            Map.entry(KantataResource.TIME_OFF_ENTRIES, 55_001),
            Map.entry(KantataResource.EXPENSES, 33_001),
            Map.entry(KantataResource.EXPENSE_REPORT_SUBMISSIONS, 34_001),
            Map.entry(KantataResource.EXTERNAL_REFERENCES, 990_001),
            Map.entry(KantataResource.TIMESHEET_SUBMISSIONS, 66_011),
            Map.entry(KantataResource.RATE_CARDS, 8_001),
            Map.entry(KantataResource.ROLES, 40),
            Map.entry(KantataResource.SUBSCRIBED_EVENTS, 600_001));
    private static final Pattern WORKER = Pattern.compile("W-(\\d{4})");
    private static final Pattern PROJECT = Pattern.compile("P-(\\d{4})");
    private static final int USER_BASE = 70_000;
    private static final int WORKSPACE_BASE = 40_000;

    private final Records records;
    private final Map<KantataResource, Integer> next = new EnumMap<>(KantataResource.class);

    KantataIds(Records records) {
        this.records = records;
    }

    void start() {
        next.putAll(FIRST);
    }

    String next(KantataResource resource, ObjectNode body) {
        String told = told(
                resource,
                body.path("external_reference").path("service_model_ref").asText());
        if (told != null && !records.has(resource.key(), told)) {
            return told;
        }
        String id;
        do {
            id = Integer.toString(next.merge(resource, 1, Integer::sum) - 1);
        } while (records.has(resource.key(), id));
        return id;
    }

    private static String told(KantataResource resource, String reference) {
        return switch (resource) {
            case USERS -> told(WORKER.matcher(reference), USER_BASE);
            case WORKSPACES -> told(PROJECT.matcher(reference), WORKSPACE_BASE);
            default -> null;
        };
    }

    private static String told(Matcher reference, int base) {
        return reference.matches() ? Integer.toString(base + Integer.parseInt(reference.group(1))) : null;
    }
}
