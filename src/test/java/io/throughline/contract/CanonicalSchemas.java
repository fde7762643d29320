package io.throughline.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.throughline.money.CostCenter;
import io.throughline.money.CostRate;
import io.throughline.money.CostReclass;
import io.throughline.money.FiscalPeriod;
import io.throughline.money.FxRate;
import io.throughline.money.InternalCharge;
import io.throughline.money.Invoice;
import io.throughline.money.InvoiceChange;
import io.throughline.money.InvoicePayment;
import io.throughline.money.LegalEntity;
import io.throughline.money.PayrollJournal;
import io.throughline.money.ReferenceSnapshot;
import io.throughline.money.RevenueEvent;
import io.throughline.people.Availability;
import io.throughline.people.BankAccount;
import io.throughline.people.HolidayCalendar;
import io.throughline.people.Leave;
import io.throughline.people.Worker;
import io.throughline.people.WorkerChange;
import io.throughline.people.WorkerNotice;
import io.throughline.people.WorkerPayProfile;
import io.throughline.work.Alert;
import io.throughline.work.Assignment;
import io.throughline.work.Contract;
import io.throughline.work.Customer;
import io.throughline.work.DocumentStatus;
import io.throughline.work.Expense;
import io.throughline.work.MilestoneAcceptance;
import io.throughline.work.Opportunity;
import io.throughline.work.OpportunityChange;
import io.throughline.work.Project;
import io.throughline.work.RateCard;
import io.throughline.work.TimeEntry;
import io.throughline.work.TrueUpClaim;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The canonical schemas and the records that stand for them. */
final class CanonicalSchemas {

    static final Path FOLDER = Path.of("mappings/canonical");

    /** Schema name to record, the whole model. */
    static final Map<String, Class<?>> RECORDS = new TreeMap<>(Map.ofEntries(
            Map.entry("alert", Alert.class),
            Map.entry("assignment", Assignment.class),
            Map.entry("availability", Availability.class),
            Map.entry("bank-account", BankAccount.class),
            Map.entry("contract", Contract.class),
            Map.entry("cost-center", CostCenter.class),
            Map.entry("cost-rate", CostRate.class),
            Map.entry("cost-reclass", CostReclass.class),
            Map.entry("payroll-journal", PayrollJournal.class),
            Map.entry("customer", Customer.class),
            Map.entry("document-status", DocumentStatus.class),
            Map.entry("expense", Expense.class),
            Map.entry("fiscal-period", FiscalPeriod.class),
            Map.entry("fx-rate", FxRate.class),
            Map.entry("holiday-calendar", HolidayCalendar.class),
            Map.entry("intercompany-charge", InternalCharge.class),
            Map.entry("invoice", Invoice.class),
            Map.entry("invoice-change", InvoiceChange.class),
            Map.entry("invoice-payment", InvoicePayment.class),
            Map.entry("leave", Leave.class),
            Map.entry("legal-entity", LegalEntity.class),
            Map.entry("merge", io.throughline.people.Merge.class),
            Map.entry("milestone-acceptance", MilestoneAcceptance.class),
            Map.entry("milestone-revocation", MilestoneAcceptance.class),
            Map.entry("opportunity", Opportunity.class),
            Map.entry("opportunity-change", OpportunityChange.class),
            Map.entry("pay-profile", WorkerPayProfile.class),
            Map.entry("reference-snapshot", ReferenceSnapshot.class),
            Map.entry("project", Project.class),
            Map.entry("rate-card", RateCard.class),
            Map.entry("revenue-event", RevenueEvent.class),
            Map.entry("time", TimeEntry.class),
            Map.entry("true-up", TrueUpClaim.class),
            Map.entry("worker", Worker.class),
            Map.entry("worker-change", WorkerChange.class),
            Map.entry("worker-notice", WorkerNotice.class),
            Map.entry("worker-ending", io.throughline.people.WorkerEnding.class)));

    private static final String BASE = "https://throughline.example/mappings/canonical/";

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(CanonicalSchemas::text));

    private CanonicalSchemas() {}

    static JsonNode document(String name) {
        return Json.tree(text(BASE + name + ".schema.json"));
    }

    /** What is wrong with an instance, with formats asserted. */
    static List<String> errors(String name, JsonNode instance) {
        Schema schema = REGISTRY.getSchema(SchemaLocation.of(BASE + name + ".schema.json"));
        return schema
                .validate(instance, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    private static String text(String iri) {
        if (!iri.startsWith(BASE)) {
            return null;
        }
        try {
            return Files.readString(FOLDER.resolve(iri.substring(BASE.length())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
