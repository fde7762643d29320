package sandbox;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The resources of Kantata's API that the firm uses: names, fields and filters. */
@SuppressWarnings("ImmutableEnumChecker") // all lists are made by List.of
enum KantataResource {
    USERS(
            "users",
            "user",
            "User",
            "full_name email_address",
            "role_id headline time_zone start_date end_date currency cost_rate_in_cents weekly_minutes work_days"
                    + " archived external_reference",
            "email_address"),
    WORKSPACES(
            "workspaces",
            "workspace",
            "Workspace",
            "title creator_role",
            "description budgeted currency start_date due_date price_in_cents status_key open_for_time"
                    + " erp_project_code archived external_reference",
            "title"),
    TIME_ENTRIES(
            "time_entries",
            "time_entry",
            "TimeEntry",
            "workspace_id user_id date_performed time_in_minutes",
            "billable notes story_id role_id rate_in_cents cost_rate_in_cents currency is_invoiced location"
                    + " external_reference",
            "workspace_id user_id approved"),
    TIME_OFF_ENTRIES(
            "time_off_entries",
            "time_off_entry",
            "TimeOffEntry",
            "user_id requested_date hours",
            "external_reference",
            "user_id requested_date"),
    EXPENSES(
            "expenses",
            "expense",
            "Expense",
            "workspace_id date category amount_in_cents",
            "user_id notes billable reimbursable external_reference",
            "workspace_id user_id"),
    EXPENSE_REPORT_SUBMISSIONS(
            "expense_report_submissions",
            "expense_report_submission",
            "ExpenseReportSubmission",
            "expense_ids",
            "title workspace_id user_id",
            "user_id workspace_id"),
    EXTERNAL_REFERENCES(
            "external_references",
            "external_reference",
            "ExternalReference",
            "service_name service_model service_model_ref subject_type subject_id",
            "status external_status external_message external_link locked last_synced_at",
            "service_name service_model service_model_ref subject_type subject_id"),
    TIMESHEET_SUBMISSIONS(
            "timesheet_submissions",
            "timesheet_submission",
            "TimesheetSubmission",
            "time_entry_ids",
            "title start_date end_date",
            "user_id workspace_id"),
    RATE_CARDS(
            "rate_cards",
            "rate_card",
            "RateCard",
            "title workspace_id",
            "currency rate_card_roles external_reference",
            "workspace_id"),
    ROLES("roles", "role", "Role", "", "", "name"),
    SUBSCRIBED_EVENTS("subscribed_events", "subscribed_event", "SubscribedEvent", "", "", "event_type");

    private final String key;
    private final String singular;
    private final String subjectType;
    private final List<String> required;
    private final List<String> optional;
    private final List<String> filters;

    KantataResource(String key, String singular, String subjectType, String required, String optional, String filters) {
        this.key = key;
        this.singular = singular;
        this.subjectType = subjectType;
        this.required = words(required);
        this.optional = words(optional);
        this.filters = words(filters);
    }

    /** The resource of this name in an address, or null. */
    static KantataResource of(String key) {
        return Arrays.stream(values())
                .filter(resource -> resource.key.equals(key))
                .findFirst()
                .orElse(null);
    }

    /** The resource an external reference may point to under this word, or null. */
    static KantataResource ofSubject(String subjectType) {
        return Set.of(USERS, WORKSPACES, TIME_ENTRIES, TIME_OFF_ENTRIES, EXPENSES, RATE_CARDS).stream()
                .filter(resource -> resource.subjectType.equals(subjectType))
                .findFirst()
                .orElse(null);
    }

    String key() {
        return key;
    }

    String singular() {
        return singular;
    }

    String subjectType() {
        return subjectType;
    }

    List<String> required() {
        return required;
    }

    boolean takes(String field) {
        return required.contains(field) || optional.contains(field);
    }

    List<String> filters() {
        return filters;
    }

    boolean isReadOnly() {
        return required.isEmpty();
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
}
