package flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.FlowBeans;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import io.throughline.work.Contract;
import io.throughline.work.Months;
import io.throughline.work.RateCard;
import io.throughline.work.TrueUpClaim;
import org.junit.jupiter.api.Test;

/** TrueUpPrices: changed prices, true-ups that nothing stands behind, and time at its new price. */
class TrueUpPricesTest extends FlowTest {

    private static final Contract CONTRACT = Months.contract("1014", "TM", "EUR", "LE-DE", "");

    @Override
    InMemorySnapshots firm() {
        return super.firm().put("contract", "CT-1014", CONTRACT).put("project", "P-1014", Months.project(CONTRACT));
    }

    @Test
    void a_card_of_a_project_without_time_has_nothing_to_true_up() {
        RateCard card = Json.read(
                """
                {"rateCardId":"RC-P-1014","version":1,"projectId":"P-1014","rows":[
                 {"roleId":"SAR","rate":"168.0000","currency":"EUR","from":"2026-09-01"}]}""",
                RateCard.class);

        assertThat(planOf("ratecard.changed.v1", "RC-P-1014", card)).isEqualTo(Plan.NOTHING);
        FlowBeans.know("rate-card", "RC-P-1014", card);
        assertThat(planOf(
                                "trueup.due.v1",
                                "P-1014",
                                Json.tree(
                                        "{\"rateCardId\":\"RC-P-1014\",\"rateCardVersion\":1,\"projectId\":\"P-1014\",\"from\":\"2026-09-01\"}"))
                        .emits())
                .isEmpty();
    }

    @Test
    void a_true_up_without_bills_is_overtaken() {
        TrueUpClaim claim = Json.read(
                """
                {"trueUpId":"TU-P-1014-2026-09-2","version":1,"rateCardId":"RC-P-1014","rateCardVersion":2,"projectId":"P-1014",
                 "contractId":"CT-1014","servicePeriod":"2026-09","amount":{"amount":"1200.00","currency":"EUR"},
                 "document":"TRUE_UP_LINE"}""",
                TrueUpClaim.class);

        assertThat(planOf("trueup.proposed.v1", claim.trueUpId(), claim)).isEqualTo(Plan.OVERTAKEN);
    }

    @Test
    void time_at_a_new_price_goes_to_the_erp() {
        Plan plan = planOf(
                "time.repriced.v1",
                "T-1",
                Json.tree(
                        """
                        {"timeEntryId":"T-1","version":3,"workerId":"W-0025","projectId":"P-1014","workDate":"2026-10-05",
                         "workTimeZone":"Europe/Berlin","minutes":480,"billable":true,"roleId":"SAR","timeType":"REGULAR",
                         "status":"TRANSFERRED","billRate":{"amount":"168.0000","currency":"EUR"}}"""));

        assertThat(Canon.steps(plan)).containsExactly("erp sap time");
        assertThat(plan.steps().get(0).needs()).containsExactly("worker:W-0025@sap", "project:P-1014@sap");
        assertThat(plan.steps().get(0).payload().path("billRate").path("amount").asText())
                .isEqualTo("168.0000");
    }
}
