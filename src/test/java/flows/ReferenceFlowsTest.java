package flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Step;
import io.throughline.people.Canon;
import org.junit.jupiter.api.Test;

/** DistributeReference and DeriveCostRate. */
class ReferenceFlowsTest extends FlowTest {

    @Test
    void a_cost_centre_in_use_is_not_closed_without_a_successor() {
        Plan plan = planOf(
                "reference.costcenter.changed.v1",
                "CC-1200",
                Json.tree(
                        """
                        {"costCenterId":"CC-1200","version":2,"legalEntityId":"LE-US","name":"Delivery West",
                         "effectiveTo":"2026-12-31"}"""));
        assertThat(Canon.rules(plan.findings())).containsExactly("V-REF-02 HOLD");
    }

    @Test
    void a_snapshot_without_what_is_in_use_is_held() {
        Plan plan = planOf(
                "reference.snapshot.taken.v1",
                "legal-entity",
                Json.tree("{\"object\":\"legal-entity\",\"version\":1,\"ids\":[\"LE-US\"],\"date\":\"2026-10-31\"}"));
        assertThat(Canon.rules(plan.findings())).contains("V-REF-01 HOLD");
    }

    @Test
    void a_cost_rate_is_told_to_the_psa_when_it_changes_and_when_it_begins() {
        JsonNode rate = Json.tree(
                """
                {"costRateId":"CR-X","version":1,"legalEntityId":"LE-US","roleId":"SAR","from":"2026-06-01",
                 "workerId":"W-0007","rate":{"amount":"99.0000","currency":"USD","unit":"HUR"}}""");
        assertThat(planOf("costrate.changed.v1", "CR-X", rate).steps())
                .extracting(Step::name)
                .containsExactly("psa-W-0007");
        assertThat(planOf("costrate.begun.v1", "CR-X", rate).steps())
                .extracting(Step::name)
                .containsExactly("psa-W-0007");
    }

    @Test
    void pay_becomes_a_rate() {
        Plan plan = planOf(
                "worker.payprofiled.v1",
                "W-0007",
                Json.tree(
                        """
                        {"workerId":"W-0007","version":1,"salary":{"amount":"96000.00","currency":"USD"},
                         "onCostPct":"0.2150","benefits":{"amount":"0.00","currency":"USD"},
                         "standardAnnualHours":"2080.00","vacationDays":"30.00","holidays":"11.00","sickDays":"5.00",
                         "effectiveFrom":"2026-10-01"}"""));
        assertThat(plan.findings()).isEmpty();
        assertThat(plan.emits()).allSatisfy(event -> assertThat(event.type()).isEqualTo("costrate.changed.v1"));
    }
}
