package io.throughline.work;

import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.money.Currencies;
import io.throughline.money.Invoice;
import io.throughline.money.LegalEntity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Step 6 of WF-17: an issued invoice or credit note goes out electronically to customers that take one. It is checked
 * before it is sent (V-INV-01, V-INV-04, V-INV-05, V-INV-06).
 */
public final class EInvoiceRules {

    /** The target: the access point, or the folder in front of it. */
    public static final String SYSTEM = "einvoice";

    private final Snapshots snapshots;

    public EInvoiceRules(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /**
     * Step {@code einvoice} in lane {@code project:<id>}, so that a credit note follows its invoice; nothing for a
     * customer without e-invoice profile or a document that is not issued; held with one finding per broken rule, under
     * the rule's id of EN 16931, Peppol or Germany.
     */
    public Plan plan(Invoice invoice) {
        Optional<Customer> known = snapshots.latest("customer", invoice.customerId(), Customer.class);
        if (known.map(Customer::eInvoice).isEmpty() || !issued(invoice)) {
            return Plan.NOTHING;
        }
        Optional<LegalEntity> entity = snapshots.latest("legal-entity", invoice.billingEntityId(), LegalEntity.class);
        if (entity.map(LegalEntity::billing).isEmpty()) {
            return held(
                    "BR-08",
                    "/billingEntityId",
                    "entity " + invoice.billingEntityId()
                            + " has no billing data (address, tax ids, endpoint, account)");
        }
        List<Violation> found = new ArrayList<>(digits(invoice));
        if (!found.isEmpty()) {
            return Plan.stopped(found);
        }
        ElectronicInvoice electronic;
        try {
            electronic = ElectronicInvoices.of(invoice, entity.get(), known.get(), corrected(invoice));
        } catch (IllegalArgumentException unknown) {
            return held("BR-CL-18", "/lines", unknown.getMessage());
        }
        found.addAll(EInvoiceContents.check(electronic));
        found.addAll(EInvoiceArithmetic.check(electronic));
        if (!found.isEmpty()) {
            return Plan.stopped(found);
        }
        String lane = "project:" + invoice.projectIds().get(0);
        return Plan.of(Step.of("einvoice", SYSTEM, "invoice", lane, Json.toTree(electronic)));
    }

    /** V-INV-06 of what the record does not check itself; a price may have more digits. */
    private static List<Violation> digits(Invoice invoice) {
        List<Violation> found = new ArrayList<>();
        Stream<BigDecimal> shares =
                invoice.taxBreakdown().stream().flatMap(share -> Stream.of(share.base(), share.amount()));
        Stream.concat(invoice.lines().stream().map(Invoice.Line::amount), shares)
                .forEach(amount -> {
                    if (amount.stripTrailingZeros().scale() > Currencies.minorUnits(invoice.currency())) {
                        found.add(Violation.hold(
                                "V-INV-06",
                                "/lines",
                                "amount " + amount.toPlainString() + " has more decimals than " + invoice.currency()));
                    }
                });
        return found;
    }

    private Invoice corrected(Invoice invoice) {
        return invoice.correctsInvoiceId() == null
                ? null
                : snapshots
                        .latest("invoice", invoice.correctsInvoiceId(), Invoice.class)
                        .orElse(null);
    }

    /** States later than issued are told again by the ERP and send nothing twice. */
    private static boolean issued(Invoice invoice) {
        return invoice.status() == Invoice.Status.ISSUED;
    }

    private static Plan held(String rule, String pointer, String sentence) {
        return Plan.stopped(List.of(Violation.hold(rule, pointer, sentence)));
    }
}
