package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Ownership;
import io.throughline.contract.Plan;
import io.throughline.contract.Violation;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Worker;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnershipRulesTest {

    private static final String HRIS = "urn:mha:hris:workday:mha_demo";
    private static final String IDENTITY = "urn:mha:idp:scim:mha";
    private static final String ERP = "urn:mha:erp:netsuite:1234567";
    private static final String CRM = "urn:mha:crm:salesforce:00D";
    private static final String PSA = "urn:mha:psa:kantata:mha";

    private final InMemorySnapshots known = Deals.snapshots().put("project", "P-1003", Deals.PROJECT);
    private final OwnershipRules rules = new OwnershipRules(Ownership.shipped(), known);

    private static Event from(String source, String type, String subject, Object data) {
        Event event = Canon.event(type, subject, data);
        return new Event(
                source,
                event.id(),
                type,
                subject,
                event.time(),
                event.key(),
                2,
                null,
                null,
                null,
                null,
                null,
                event.data(),
                null);
    }

    private static Event change(String source, String field, String old, String after) {
        return from(
                source,
                "worker.orgchanged.v1",
                "W-0007",
                Map.of("workerId", "W-0007", "changes", List.of(Map.of("field", field, "old", old, "new", after))));
    }

    @ParameterizedTest
    @CsvSource({
        "urn:mha:hris:workday:mha_demo, org.costCenterId, false",
        "urn:mha:hris:workday:mha_demo, job.title, false",
        "urn:mha:idp:scim:mha, org.costCenterId, true",
        "urn:mha:idp:scim:mha, job.title, true",
        "urn:mha:idp:scim:mha, workEmail, false",
        "urn:mha:psa:kantata:mha, workEmail, true",
        "urn:mha:hris:workday:mha_demo, costRate.amount, true",
        "urn:mha:erp:netsuite:1234567, costRate.amount, false",
        "urn:throughline:core:rules:default, costRate.amount, false",
        "urn:mha:api:canonical:mha, costRate.amount, false",
    })
    void a_field_of_a_worker_is_changed_by_its_owner_and_proposed_by_others(
            String source, String field, boolean proposed) {
        assertThat(rules.proposes(change(source, field, "a", "b"))).isEqualTo(proposed);
    }

    @Test
    void a_proposal_names_the_owner_and_both_values() {
        Violation held = rules.plan(change(IDENTITY, "org.costCenterId", "CC-1100", "CC-1200"))
                .findings()
                .get(0);
        assertThat(held.outcome()).isEqualTo(Violation.Outcome.HOLD);
        assertThat(held.rule()).isEqualTo("OWNERSHIP");
        assertThat(held.pointer()).isEqualTo("/org/costCenterId");
        assertThat(held.message())
                .isEqualTo("org.costCenterId is owned by hris; idp proposes CC-1200 instead of CC-1100");
    }

    @Test
    void a_whole_worker_that_changes_what_its_source_does_not_own_is_a_proposal_and_one_that_does_not_is_none() {
        Worker worker = known.latest("worker", "W-0007", Worker.class).orElseThrow();
        assertThat(rules.proposes(from(IDENTITY, "worker.hired.v1", "W-0007", worker)))
                .isFalse();
        Worker moved = Canon.with(worker, "org.costCenterId", "CC-1900");
        assertThat(rules.proposes(from(IDENTITY, "worker.hired.v1", "W-0007", moved)))
                .isTrue();
        assertThat(rules.proposes(from(HRIS, "worker.hired.v1", "W-0007", moved)))
                .isFalse();
        assertThat(rules.proposes(from(IDENTITY, "worker.hired.v1", "W-4711", moved)))
                .as("nobody we know")
                .isFalse();
    }

    @Test
    void the_erp_owns_what_a_customer_pays_and_the_crm_what_he_is_called() {
        Customer later = Canon.with(Deals.CALDER, "paymentTermsDays", 45);
        assertThat(rules.plan(from(CRM, "customer.updated.v1", "C-02", later))
                        .findings()
                        .get(0)
                        .message())
                .isEqualTo("paymentTermsDays is owned by erp; crm proposes 45 instead of 30");
        assertThat(rules.proposes(from(ERP, "customer.updated.v1", "C-02", later)))
                .isFalse();
        Customer renamed = Canon.with(Deals.CALDER, "legalName", "Calder Bank");
        assertThat(rules.proposes(from(CRM, "customer.updated.v1", "C-02", renamed)))
                .isFalse();
        assertThat(rules.proposes(from(ERP, "customer.updated.v1", "C-02", renamed)))
                .isTrue();
    }

    @Test
    void the_erp_owns_the_financial_dimensions_of_a_project_and_the_psa_the_rest() {
        Project coded = Canon.with(Deals.PROJECT, "erpProjectCode", "P-1003-B");
        assertThat(rules.proposes(from(PSA, "project.updated.v1", "P-1003", coded)))
                .isTrue();
        assertThat(rules.proposes(from(ERP, "project.updated.v1", "P-1003", coded)))
                .isFalse();
        Project led = Canon.with(Deals.PROJECT, "managerId", "W-0007");
        assertThat(rules.proposes(from(PSA, "project.updated.v1", "P-1003", led)))
                .isFalse();
        assertThat(rules.proposes(from(ERP, "project.updated.v1", "P-1003", led)))
                .isTrue();
    }

    @Test
    void the_erp_owns_a_contract_and_the_crm_only_proposes_one() {
        Contract raised = Canon.with(Deals.CONTRACT, "cap", Map.of("amount", "300000.00", "currency", "USD"));
        Plan proposed = rules.plan(from(CRM, "contract.amended.v1", "CT-1003", raised));
        assertThat(proposed.findings()).singleElement().satisfies(finding -> assertThat(finding.message())
                .startsWith("cap is owned by erp; crm proposes {\"amount\":\"300000.00\""));
        assertThat(proposed.emits()).as("nothing of it is the CRM's").isEmpty();
        assertThat(rules.proposes(from(ERP, "contract.amended.v1", "CT-1003", raised)))
                .isFalse();
        assertThat(rules.proposes(
                        from(CRM, "contract.amended.v1", "CT-1003", Canon.with(Deals.CONTRACT, "version", 9))))
                .as("it says what is known")
                .isFalse();

        Contract fresh = Canon.with(Deals.CONTRACT, "contractId", "CT-2003");
        assertThat(rules.plan(from(CRM, "contract.signed.v1", "CT-2003", fresh))
                        .findings()
                        .get(0)
                        .message())
                .isEqualTo("contract CT-2003 is owned by erp; crm only proposes it");
        assertThat(rules.proposes(from(ERP, "contract.signed.v1", "CT-2003", fresh)))
                .isFalse();
    }

    @Test
    void the_psa_tells_how_much_is_still_to_be_done_and_not_what_that_is_paid() {
        String estimate = "[{\"asOf\":\"2026-%s\",\"totalCost\":{\"amount\":\"90000.00\",\"currency\":\"USD\"}}]";
        ObjectNode before = Json.toTree(Deals.CONTRACT);
        before.set("eac", Json.tree(estimate.formatted("10-31")));
        known.put("contract", "CT-1003", before);
        ObjectNode told = before.deepCopy().put("poNumber", "PO-1");
        told.set("eac", Json.tree(estimate.formatted("11-30")));

        Plan parted = rules.plan(from(PSA, "contract.amended.v1", "CT-1003", told));

        assertThat(parted.findings())
                .extracting(finding -> finding.message())
                .containsExactly("poNumber is owned by erp; psa proposes PO-1 instead of PO-77120");
        assertThat(parted.emits()).singleElement().satisfies(event -> {
            assertThat(event.data().path("poNumber").asText()).isEqualTo("PO-77120");
            assertThat(event.data().at("/eac/0/asOf").asText()).isEqualTo("2026-11-30");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "worker.terminated.v1, idp, hris",
        "leave.approved.v1, psa, hris",
        "reference.costcenter.changed.v1, hris, erp",
        "reference.legalentity.changed.v1, crm, erp",
        "reference.fxrate.changed.v1, psa, erp",
        "reference.calendar.changed.v1, psa, hris",
        "period.closed.v1, psa, erp",
        "ratecard.changed.v1, psa, erp",
        "costrate.changed.v1, hris, erp",
        "invoice.issued.v1, psa, erp",
        "opportunity.won.v1, psa, crm",
        "assignment.approved.v1, hris, psa",
        "time.approved.v1, erp, psa",
        "expense.approved.v1, payroll, psa"
    })
    void what_somebody_owns_as_a_whole_is_told_by_him_and_proposed_by_others(String type, String other, String owner) {
        Map<String, Object> data = Map.of("version", 1);
        assertThat(rules.plan(from("urn:mha:" + other + ":x:y", type, "X-1", data))
                        .findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo("OWNERSHIP");
                    assertThat(finding.message()).contains(owner, other + " only proposes it");
                });
        assertThat(rules.proposes(from("urn:mha:" + owner + ":x:y", type, "X-1", data)))
                .isFalse();
        assertThat(rules.proposes(from("urn:throughline:core:rules:default", type, "X-1", data)))
                .as("what rules derive stands above the table")
                .isFalse();
    }

    @Test
    void the_fields_a_source_owns_go_on_when_others_are_proposed() {
        Event mixed = from(
                IDENTITY,
                "worker.profilechanged.v1",
                "W-0007",
                Map.of(
                        "workerId",
                        "W-0007",
                        "changes",
                        List.of(
                                Map.of("field", "org.costCenterId", "old", "CC-1100", "new", "CC-1200"),
                                Map.of("field", "workEmail", "old", "a@x.example", "new", "b@x.example"))));
        Plan plan = rules.plan(mixed);
        assertThat(plan.held()).isTrue();
        assertThat(plan.parted()).isTrue();
        assertThat(plan.findings()).extracting(Violation::pointer).containsExactly("/org/costCenterId");
        Event owned = plan.emits().get(0);
        assertThat(owned.source()).isEqualTo(IDENTITY);
        assertThat(owned.type()).isEqualTo("worker.profilechanged.v1");
        assertThat(owned.id()).isEqualTo(mixed.id() + "-owned");
        assertThat(owned.causationId()).isEqualTo(mixed.id());
        assertThat(owned.version()).isEqualTo(2);
        assertThat(owned.data().findValuesAsText("field")).containsExactly("workEmail");
        assertThat(rules.proposes(owned)).isFalse();
        assertThat(rules.plan(change(IDENTITY, "org.costCenterId", "CC-1100", "CC-1200"))
                        .emits())
                .as("nothing is left of it")
                .isEmpty();
    }

    @Test
    void a_whole_object_goes_on_with_the_known_values_of_what_belongs_to_others() {
        Project told = Canon.with(Canon.with(Deals.PROJECT, "erpProjectCode", "P-1003-B"), "name", "Core banking II");
        Plan plan = rules.plan(from(PSA, "project.updated.v1", "P-1003", told));
        assertThat(plan.findings()).extracting(Violation::pointer).containsExactly("/erpProjectCode");
        Project owned = Json.read(plan.emits().get(0).data(), Project.class);
        assertThat(owned.name()).isEqualTo("Core banking II");
        assertThat(owned.erpProjectCode()).isEqualTo("P-1003");
    }

    @Test
    void a_field_below_one_of_somebody_else_keeps_its_own_owner() {
        OwnershipRules split = new OwnershipRules(
                Ownership.read(new StringReader(
                        "object,field,owner\nworker,employment,hris\nworker,employment.fte,psa\nworker,org,hris\n")),
                known);
        Worker worker = known.latest("worker", "W-0007", Worker.class).orElseThrow();
        Worker told =
                Canon.with(Canon.with(worker, "employment.fte", "0.5000"), "employment.holidayCalendarId", "CAL-LE-DE");
        Plan plan = split.plan(from(PSA, "worker.hired.v1", "W-0007", told));
        assertThat(plan.findings()).extracting(Violation::pointer).containsExactly("/employment");
        Worker owned = Json.read(plan.emits().get(0).data(), Worker.class);
        assertThat(owned.employment().fte()).isEqualByComparingTo("0.5");
        assertThat(owned.employment().holidayCalendarId())
                .isEqualTo(worker.employment().holidayCalendarId());
        assertThat(split.proposes(
                        from(PSA, "worker.hired.v1", "W-0007", Canon.with(worker, "employment.fte", "0.5000"))))
                .isFalse();
    }

    @Test
    void somebody_may_agree_to_a_proposal() {
        Event proposal = change(IDENTITY, "org.costCenterId", "CC-1100", "CC-1200");
        var agreed =
                (com.fasterxml.jackson.databind.node.ObjectNode) proposal.data().deepCopy();
        agreed.putObject("ext").putObject("throughline").put("approvedBy", "hr@mha.example");
        assertThat(rules.proposes(proposal.withData(agreed))).isFalse();
    }

    @Test
    void another_employment_is_told_as_a_whole_and_is_no_proposal() {
        Worker worker = known.latest("worker", "W-0007", Worker.class).orElseThrow();
        Worker moved = Canon.with(worker, "org.costCenterId", "CC-1900");
        Worker again = Canon.with(moved, "employment.sequence", 2);
        assertThat(rules.proposes(from(IDENTITY, "worker.hired.v1", "W-0007", again)))
                .isFalse();
    }

    @Test
    void what_was_not_there_before_is_no_proposal_and_what_is_taken_away_is_one_of_nothing() {
        assertThat(rules.proposes(from(
                        CRM,
                        "customer.updated.v1",
                        "C-02",
                        Map.of("customerId", "C-02", "holdReason", "dispute", "taxIds", List.of()))))
                .isFalse();
        assertThat(rules.plan(from(
                                IDENTITY,
                                "worker.orgchanged.v1",
                                "W-0007",
                                Map.of("changes", List.of(Map.of("field", "org.costCenterId", "old", "CC-1100")))))
                        .findings())
                .extracting(Violation::message)
                .containsExactly("org.costCenterId is owned by hris; idp proposes nothing instead of CC-1100");
    }

    @Test
    void what_is_private_is_not_told_in_a_proposal() {
        assertThat(rules.plan(change(IDENTITY, "name.legal.given", "Secret", "Hidden"))
                        .findings())
                .extracting(Violation::message)
                .containsExactly("name.legal.given is owned by hris; idp proposes another value");
    }

    @Test
    void a_broken_table_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Ownership.read(new StringReader("a,b\n")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ownership.read(new StringReader("object,field,owner\nworker,job\n")))
                .withMessageContaining("worker,job");
    }
}
