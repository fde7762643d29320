package io.throughline.work;

import io.throughline.money.Journal;
import io.throughline.money.Journal.Account;
import io.throughline.money.Money;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * CALC-10: the postings of a change, per month of service: the labour leaves the old entity and enters the new one, and
 * where another entity bills, the charge between the two is posted on both sides, so that it eliminates.
 */
final class ChangeJournals {

    private ChangeJournals() {}

    static List<Journal> of(ChangeCase change, Map<YearMonth, ChangeImpactRules.OfMonth> months) {
        List<Journal> journals = new ArrayList<>();
        months.forEach((service, money) -> {
            Poster poster = new Poster(journals, change.posting(service), service);
            String billing = change.billingEntityId();
            poster.post(
                    change.oldEntityId(), Account.PAYROLL_CLEARING, Account.PROJECT_LABOUR_COST, null, money.oldCost());
            poster.post(
                    billing,
                    Account.INTERCOMPANY_PAYABLE,
                    Account.INTERCOMPANY_LABOUR_COST,
                    change.oldEntityId(),
                    money.oldCharge());
            poster.post(
                    change.oldEntityId(),
                    Account.INTERCOMPANY_REVENUE,
                    Account.INTERCOMPANY_RECEIVABLE,
                    billing,
                    money.oldCharge());
            poster.post(
                    billing,
                    Account.INTERCOMPANY_LABOUR_COST,
                    Account.INTERCOMPANY_PAYABLE,
                    change.newEntityId(),
                    money.newCharge());
            poster.post(
                    change.newEntityId(), Account.PROJECT_LABOUR_COST, Account.PAYROLL_CLEARING, null, money.newCost());
            poster.post(
                    change.newEntityId(),
                    Account.INTERCOMPANY_RECEIVABLE,
                    Account.INTERCOMPANY_REVENUE,
                    billing,
                    money.newCharge());
        });
        return List.copyOf(journals);
    }

    private record Poster(List<Journal> journals, YearMonth posting, YearMonth service) {

        void post(String entityId, Account debit, Account credit, String partnerId, Money amount) {
            if (amount.signum() != 0) {
                journals.add(Journal.of(entityId, posting, service, debit, credit, partnerId, amount));
            }
        }
    }
}
