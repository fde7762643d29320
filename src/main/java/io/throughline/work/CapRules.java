package io.throughline.work;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Settled;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Violation;
import io.throughline.money.Invoice;
import io.throughline.money.InvoiceRules;
import io.throughline.money.Money;
import io.throughline.people.FollowUp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The maximum of a contract: what it keeps off an invoice is worked and not billed, and somebody has to know (CALC-04). */
public final class CapRules {

    private final Snapshots snapshots;
    private final Clock clock;

    public CapRules(Snapshots snapshots, Clock clock) {
        this.snapshots = snapshots;
        this.clock = clock;
    }

    /**
     * {@code billing.capreached.v1} with {@code {projectId, customerId, contractId, invoiceId, overCap, currency, cap}} when
     * the maximum cut something off an issued invoice. Its order is that of the contract, so that it holds no cycle back.
     */
    Optional<Event> reached(Settled settled, Invoice invoice) {
        Money over = InvoiceRules.overCap(invoice);
        if (over.signum() == 0) {
            return Optional.empty();
        }
        ObjectNode data = Json.mapper().createObjectNode();
        data.put("projectId", invoice.projectIds().get(0))
                .put("customerId", invoice.customerId())
                .put("contractId", invoice.contractId())
                .put("invoiceId", invoice.invoiceId())
                .put("version", invoice.version())
                .put("overCap", over.amount().toPlainString())
                .put("currency", over.currency());
        snapshots
                .latest("contract", invoice.contractId(), Contract.class)
                .map(Contract::cap)
                .ifPresent(cap -> data.put("cap", cap.toString()));
        return Optional.of(FollowUp.of(
                settled.event(),
                invoice.invoiceId() + "-cap-reached-" + invoice.version(),
                "billing.capreached.v1",
                invoice.invoiceId(),
                "contract:" + invoice.contractId(),
                invoice.version(),
                data,
                clock.instant()));
    }

    /** Keeps what is over the maximum for a person. */
    public Plan plan(Event event) {
        return Plan.stopped(List.of(Violation.hold(
                "CAP_REACHED",
                "/overCap",
                "the maximum " + event.data().path("cap").asText() + " of contract "
                        + event.data().path("contractId").asText() + " is used up: "
                        + event.data().path("currency").asText() + " "
                        + event.data().path("overCap").asText() + " of project "
                        + event.data().path("projectId").asText() + " are worked and not billed with "
                        + event.data().path("invoiceId").asText())));
    }
}
