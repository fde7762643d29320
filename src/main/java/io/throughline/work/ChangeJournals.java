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
            String former = change.before().entityId();
            String present = change.after().entityId();
            String from = change.before().costCenterId();
            String to = change.after().costCenterId();
            poster.post(former, Account.PAYROLL_CLEARING, Account.PROJECT_LABOUR_COST, null, from, money.oldCost());
            poster.post(
                    billing,
                    Account.INTERCOMPANY_PAYABLE,
                    Account.INTERCOMPANY_LABOUR_COST,
                    former,
                    null,
                    money.oldCharge());
            poster.post(
                    former,
                    Account.INTERCOMPANY_REVENUE,
                    Account.INTERCOMPANY_RECEIVABLE,
                    billing,
                    null,
                    money.oldCharge());
            poster.post(
                    billing,
                    Account.INTERCOMPANY_LABOUR_COST,
                    Account.INTERCOMPANY_PAYABLE,
                    present,
                    null,
                    money.newCharge());
            poster.post(present, Account.PROJECT_LABOUR_COST, Account.PAYROLL_CLEARING, null, to, money.newCost());
            poster.post(
                    present,
                    Account.INTERCOMPANY_RECEIVABLE,
                    Account.INTERCOMPANY_REVENUE,
                    billing,
                    null,
                    money.newCharge());
        });
        return List.copyOf(journals);
    }

    private record Poster(List<Journal> journals, YearMonth posting, YearMonth service) {

        void post(String entityId, Account debit, Account credit, String partnerId, String costCenterId, Money amount) {
            if (amount.signum() != 0) {
                journals.add(Journal.of(entityId, posting, service, debit, credit, partnerId, costCenterId, amount));
            }
        }
    }
}
