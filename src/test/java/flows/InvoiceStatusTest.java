package flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Plan;
import io.throughline.money.Invoice;
import io.throughline.money.InvoiceChange;
import io.throughline.money.InvoicePayment;
import io.throughline.money.Money;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import io.throughline.work.Deals;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** ReportPayment and VoidInvoice. */
class InvoiceStatusTest extends FlowTest {

    private static final String ID = "INV-US-2026-1003-10B";
    private static final LocalDate DAY = LocalDate.of(2026, 11, 3);

    @Override
    InMemorySnapshots firm() {
        return super.firm()
                .put("project", "P-1003", Deals.PROJECT)
                .put("invoice", ID, Canon.sample("invoice_issued.json", Invoice.class));
    }

    @Test
    void a_payment_is_told_to_the_crm() {
        Plan plan = planOf(
                "invoice.paid.v1",
                ID + "-1",
                new InvoicePayment(ID + "-1", 1, ID, "1", DAY, Money.of("29930.00", "USD"), null, null));
        assertThat(Canon.steps(plan)).containsExactly("crm salesforce invoice-status");
        assertThat(plan.steps().get(0).payload().path("status").asText()).isEqualTo("PAID");
    }

    @Test
    void a_dispute_is_told_to_the_crm() {
        Plan plan = planOf(
                "invoice.disputed.v1",
                ID,
                new InvoiceChange(ID, 1, InvoiceChange.Kind.DISPUTED, DAY, null, null, null));
        assertThat(plan.steps().get(0).payload().path("status").asText()).isEqualTo("DISPUTED");
    }

    @Test
    void a_voided_invoice_is_known_as_voided() {
        Plan plan = planOf(
                "invoice.voided.v1", ID, new InvoiceChange(ID, 1, InvoiceChange.Kind.VOIDED, DAY, null, null, null));
        assertThat(plan.emits())
                .extracting(event -> event.data().path("status").asText())
                .containsExactly("VOIDED");
    }
}
