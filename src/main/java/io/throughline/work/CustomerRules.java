package io.throughline.work;

import io.throughline.contract.Snapshots;
import io.throughline.contract.Violation;
import io.throughline.money.Currencies;
import io.throughline.money.EuropeanUnion;
import io.throughline.money.VatFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What must be true of a customer before the ERP gets it (V-CUS-01 to 04 of WF-08). */
public final class CustomerRules {

    private static final int SUSPECT = 92;

    private final Snapshots snapshots;

    public CustomerRules(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /** All broken rules; a suspected duplicate names its candidates and is never merged by itself. */
    public List<Violation> check(Customer customer) {
        List<Violation> found = new ArrayList<>();
        duplicates(customer, found);
        vatIds(customer, found);
        if (Boolean.TRUE.equals(customer.hold())) {
            String why = customer.holdReason() == null ? "" : ": " + customer.holdReason();
            found.add(Violation.hold("V-CUS-03", "/hold", "customer " + customer.customerId() + " is on hold" + why));
        }
        if (!Currencies.active(customer.currency())) {
            found.add(Violation.hold(
                    "V-CUS-04",
                    "/currency",
                    "currency " + customer.currency() + " is not an active ISO 4217 currency"));
        }
        return found;
    }

    /** What an invoice to the customer would lack; empty when nothing. In the EU that is the VAT id or an exemption. */
    public static List<String> missingForBilling(Customer customer) {
        if (EuropeanUnion.has(customer.country())
                && customer.taxIds().isEmpty()
                && customer.taxExemptionReason() == null) {
            return List.of("VAT id or exemption reason");
        }
        return List.of();
    }

    private static void vatIds(Customer customer, List<Violation> found) {
        for (int i = 0; i < customer.taxIds().size(); i++) {
            Customer.TaxId id = customer.taxIds().get(i);
            String objection =
                    "VAT".equalsIgnoreCase(id.type()) ? VatFormat.objection(id.value(), customer.country()) : null;
            if (objection != null) {
                found.add(Violation.hold(
                        "V-CUS-02", "/taxIds/" + i + "/value", "VAT id " + id.value() + " " + objection));
            }
        }
    }

    private void duplicates(Customer customer, List<Violation> found) {
        List<String> candidates = new ArrayList<>();
        boolean exact = false;
        for (Customer other : snapshots.all("customer", Customer.class)) {
            if (other.customerId().equals(customer.customerId())
                    || other.mergedInto() != null
                    || customer.customerId().equals(other.mergedInto())) {
                continue;
            }
            String same = sameKey(customer, other);
            int likeness = other.country().equals(customer.country())
                    ? NameMatch.percent(customer.legalName(), other.legalName())
                    : 0;
            if (same != null) {
                exact = true;
                candidates.add(other.customerId() + " " + other.legalName() + " (same " + same + ", name " + likeness
                        + " % alike)");
            } else if (likeness >= SUSPECT) {
                candidates.add(other.customerId() + " " + other.legalName() + " (name " + likeness + " % alike)");
            }
        }
        if (!candidates.isEmpty()) {
            found.add(Violation.hold(
                    "V-CUS-01",
                    exact ? "/taxIds" : "/legalName",
                    "customer " + customer.customerId() + " " + customer.legalName() + " may be known already: "
                            + String.join("; ", candidates)));
        }
    }

    private static String sameKey(Customer one, Customer other) {
        for (Customer.TaxId mine : one.taxIds()) {
            for (Customer.TaxId theirs : other.taxIds()) {
                if (compact(mine.value()).equals(compact(theirs.value()))) {
                    return "tax id " + mine.value();
                }
            }
        }
        if (one.duns() != null && one.duns().equals(other.duns())) {
            return "D-U-N-S number " + one.duns();
        }
        boolean domain = one.domain() != null
                && one.domain().equalsIgnoreCase(other.domain())
                && one.country().equals(other.country());
        return domain ? "domain " + one.domain() : null;
    }

    private static String compact(String taxId) {
        return taxId.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
    }
}
