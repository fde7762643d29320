package io.throughline.people;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.money.Fields;
import io.throughline.money.Rate;
import io.throughline.money.Xref;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * A person who works for the firm, with the employment, job and organisation that hold on the effective date.
 *
 * @param workerId canonical id, survives a rehire
 * @param version object version, +1 per canonical change
 * @param personId links several employments of one person
 * @param workerType Drives payroll and cost
 * @param status Where the worker stands
 * @param name Names of a worker
 * @param workEmail work mail address; compared in lower case
 * @param employment Terms of the present employment
 * @param job What the worker does
 * @param org Where the worker belongs
 * @param overtimeEligible whether overtime law applies (US non-exempt)
 * @param costRate cost of one hour; restricted
 * @param clearance clearances for regulated clients
 * @param skills skills
 * @param payrollId number in the payroll system
 * @param effectiveDate first local date on which this state holds
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record Worker(
        String workerId,
        long version,
        String personId,
        Type workerType,
        Status status,
        Name name,
        String workEmail,
        Employment employment,
        Job job,
        Org org,
        Boolean overtimeEligible,
        Rate costRate,
        List<Qualification> clearance,
        List<Qualification> skills,
        String payrollId,
        LocalDate effectiveDate,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    public Worker {
        Fields.id("workerId", workerId);
        Fields.version(version);
        Fields.id("personId", personId);
        Fields.required("workerType", workerType);
        Fields.required("status", status);
        Fields.required("name", name);
        Fields.text("workEmail", workEmail);
        Fields.required("employment", employment);
        Fields.required("job", job);
        Fields.required("org", org);
        clearance = Fields.optionalList("clearance", clearance);
        skills = Fields.optionalList("skills", skills);
        Fields.optionalText("payrollId", payrollId);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }

    /** Drives payroll and cost. */
    public enum Type {
        EMPLOYEE,
        CONTRACTOR,
        SUBCONTRACTOR_STAFF
    }

    /** Where the worker stands. */
    public enum Status {
        PREHIRE,
        ACTIVE,
        LEAVE,
        SUSPENDED,
        TERMINATED
    }

    /**
     * Names of a worker.
     *
     * @param legal legal name: given and family, or full
     * @param preferred name the worker goes by
     * @param latin name in Latin letters
     */
    public record Name(Legal legal, String preferred, String latin) {

        public Name {
            Fields.required("legal", legal);
            Fields.optionalText("preferred", preferred);
            Fields.optionalText("latin", latin);
        }

        /** The name to show: preferred, else Latin, else legal. */
        public String display() {
            if (preferred != null) {
                return preferred;
            }
            return latin != null ? latin : legal.full() != null ? legal.full() : legal.given() + " " + legal.family();
        }

        /**
         * Legal name: given and family, or full.
         *
         * @param given given names
         * @param family family names
         * @param full full name, for people with one name
         */
        public record Legal(String given, String family, String full) {

            public Legal {
                Fields.optionalText("given", given);
                Fields.optionalText("family", family);
                Fields.optionalText("full", full);
                if (full == null && (given == null || family == null)) {
                    throw new IllegalArgumentException("name.legal needs given and family, or full");
                }
            }
        }
    }

    /**
     * Terms of the present employment.
     *
     * @param sequence number of the employment, from 1
     * @param legalEntityId employing entity
     * @param hireDate first day of this employment
     * @param originalHireDate first day of the first employment
     * @param terminationDate last day of employment, inclusive
     * @param lastDayWorked last day worked, inclusive
     * @param rehire whether there was an earlier employment
     * @param fte full-time equivalent, 1.0000 is full time
     * @param weeklyHours hours per week
     * @param workPattern hours per weekday
     * @param holidayCalendarId calendar of public holidays
     * @param patternId multi-week pattern, when the weeks differ
     */
    public record Employment(
            int sequence,
            String legalEntityId,
            LocalDate hireDate,
            LocalDate originalHireDate,
            LocalDate terminationDate,
            LocalDate lastDayWorked,
            boolean rehire,
            BigDecimal fte,
            BigDecimal weeklyHours,
            WorkPattern workPattern,
            String holidayCalendarId,
            String patternId) {

        public Employment {
            Fields.id("legalEntityId", legalEntityId);
            Fields.required("hireDate", hireDate);
            Fields.required("originalHireDate", originalHireDate);
            fte = Fields.decimal("fte", fte, 5, 4);
            weeklyHours = Fields.decimal("weeklyHours", weeklyHours, 5, 2);
            Fields.required("workPattern", workPattern);
            Fields.id("holidayCalendarId", holidayCalendarId);
            Fields.optionalId("patternId", patternId);
        }

        /** Whether the worker is employed on a local date, both ends inclusive. */
        public boolean covers(LocalDate date) {
            return !date.isBefore(hireDate) && (terminationDate == null || !date.isAfter(terminationDate));
        }
    }

    /**
     * What the worker does.
     *
     * @param roleFamily family of roles, such as ARCH
     * @param roleId role; maps to the bill role
     * @param grade grade
     * @param title business title
     */
    public record Job(String roleFamily, String roleId, String grade, String title) {

        public Job {
            Fields.text("roleFamily", roleFamily);
            Fields.id("roleId", roleId);
            Fields.optionalText("grade", grade);
            Fields.optionalText("title", title);
        }
    }

    /**
     * Where the worker belongs.
     *
     * @param costCenterId home cost centre
     * @param managerId worker id of the manager; absent only for the top
     * @param region region, such as AMER
     * @param location location, such as US-NYC
     * @param country country of work
     * @param timeZone zone of the location
     */
    public record Org(
            String costCenterId, String managerId, String region, String location, String country, ZoneId timeZone) {

        public Org {
            Fields.id("costCenterId", costCenterId);
            Fields.optionalId("managerId", managerId);
            Fields.text("region", region);
            Fields.text("location", location);
            Fields.country("country", country);
            Fields.required("timeZone", timeZone);
        }
    }

    /**
     * A skill or clearance.
     *
     * @param code code
     * @param level level
     * @param validTo last valid day
     */
    public record Qualification(String code, String level, LocalDate validTo) {

        public Qualification {
            Fields.text("code", code);
            Fields.optionalText("level", level);
        }
    }
}
