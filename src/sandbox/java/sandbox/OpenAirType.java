package sandbox;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The types of records of the XML API that the firm uses, with their properties. */
@SuppressWarnings("ImmutableEnumChecker") // the map is unmodifiable
enum OpenAirType {
    CUSTOMER("Customer", 901, "name! externalid currency active:flag company notes"),
    USER(
            "User",
            9001,
            "nickname! name externalid active:flag addr!:address password currency cost_centerid>Costcenter"
                    + " job_codeid>Jobcode line_managerid>User role_id timezone week_starts workschedule_workdays"
                    + " workschedule_workhours update_workschedule:flag update_cost:flag cost:decimal cost_currency"
                    + " cost_start_date:date cost_end_date:date saml_auth__c:flag generic:flag locked:flag"),
    PROJECT(
            "Project",
            9001,
            "name! externalid customerid!>Customer userid>User currency! active:flag cost_centerid>Costcenter"
                    + " rate_cardid>Ratecard project_stageid>Projectstage start_date:date finish_date:date"
                    + " budget:decimal budget_time:decimal code notes"),
    BOOKING(
            "Booking",
            301,
            "userid!>User projectid!>Project externalid startdate!:date enddate!:date hours:decimal percentage:decimal"
                    + " as_percentage:flag booking_typeid notes"),
    PROJECTTASK(
            "Projecttask",
            31,
            "name! projectid!>Project externalid closed:flag non_billable:flag start_date:date notes"),
    RATECARD("Ratecard", 9, "name! active:flag notes"),
    RATECARDITEM(
            "RateCardItem",
            201,
            "rate_card_id!>Ratecard job_code_id!>Jobcode rate!:decimal currency start:date end:date current:flag"),
    LOADEDCOST("LoadedCost", 301, "userid!>User cost!:decimal currency start:date end:date current:flag"),
    TIMESHEET(
            "Timesheet",
            7104,
            "userid!>User name status total:decimal starts!:date ends!:date submitted:date approved:date notes"),
    TASK(
            "Task",
            88901,
            "userid!>User projectid!>Project projecttaskid>Projecttask timesheetid!>Timesheet date!:date"
                    + " decimal_hours:decimal hours minutes cost_centerid>Costcenter timetypeid>Timetype payroll_typeid"
                    + " job_codeid>Jobcode acct_date:date notes"),
    ENVELOPE(
            "Envelope",
            8101,
            "userid!>User name number date!:date status total:decimal currency externalid submitted:date approved:date notes"),
    TICKET(
            "Ticket",
            81001,
            "envelopeid!>Envelope userid!>User projectid>Project date!:date quantity:decimal cost:decimal total!:decimal"
                    + " currency currency_symbol currency_cost:decimal currency_rate:decimal non_billable:flag status"
                    + " externalid description notes"),
    IMPORTEXPORT("ImportExport", 1, "application! type! id! exported:date imported:date externalid"),
    COSTCENTER("Costcenter", 60, "name! externalid active:flag"),
    JOBCODE("Jobcode", 20, "name! externalid active:flag"),
    PROJECTSTAGE("Projectstage", 10, "name!"),
    TIMETYPE("Timetype", 10, "name!");

    private final String word;
    private final int firstId;
    private final Map<String, OpenAirField> fields;

    OpenAirType(String word, int firstId, String fields) {
        this.word = word;
        this.firstId = firstId;
        Map<String, OpenAirField> byName = new LinkedHashMap<>();
        for (String spec : fields.split(" ")) {
            OpenAirField field = OpenAirField.of(spec);
            byName.put(field.name(), field);
        }
        this.fields = Collections.unmodifiableMap(byName);
    }

    /** The type of this name. */
    static OpenAirType of(String word) {
        return Arrays.stream(values())
                .filter(type -> type.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new OpenAirRefusal(OpenAirRefusal.INVALID_TYPE, "no type " + word));
    }

    String word() {
        return word;
    }

    /** The id of the first record an account makes of it. */
    int firstId() {
        return firstId;
    }

    /** Its properties by name, in the order in which they are answered; id, created and updated are the system's own. */
    Map<String, OpenAirField> fields() {
        return fields;
    }

    boolean hasExternalId() {
        return fields.containsKey("externalid");
    }
}
