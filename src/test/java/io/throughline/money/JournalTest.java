package io.throughline.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.throughline.money.Journal.Account;
import io.throughline.money.Journal.Line;
import io.throughline.money.Journal.Side;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTest {

    private static final YearMonth SEPTEMBER = YearMonth.of(2026, 9);
    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    private static final Money TEN = Money.of("10.00", "USD");

    @Test
    void an_amount_goes_from_one_account_to_the_other_and_names_the_partner_where_one_owes() {
        Journal journal = Journal.of(
                "LE-US",
                OCTOBER,
                SEPTEMBER,
                Account.INTERCOMPANY_LABOUR_COST,
                Account.INTERCOMPANY_PAYABLE,
                "LE-DE",
                null,
                TEN);
        assertThat(journal)
                .isEqualTo(new Journal(
                        "LE-US",
                        OCTOBER,
                        SEPTEMBER,
                        List.of(
                                new Line(Side.DR, Account.INTERCOMPANY_LABOUR_COST, null, null, TEN),
                                new Line(Side.CR, Account.INTERCOMPANY_PAYABLE, "LE-DE", null, TEN))));
        assertThat(journal.lines())
                .extracting(Line::text)
                .containsExactly("Dr intercompany labour cost", "Cr intercompany payable LE-DE");
    }

    @Test
    void a_negative_amount_goes_the_other_way() {
        Journal journal = Journal.of(
                "LE-DE",
                OCTOBER,
                SEPTEMBER,
                Account.INTERCOMPANY_RECEIVABLE,
                Account.INTERCOMPANY_REVENUE,
                "LE-US",
                null,
                TEN.negated());
        assertThat(journal.lines())
                .extracting(line -> line.text() + " " + line.amount())
                .containsExactly("Dr intercompany revenue USD 10.00", "Cr intercompany receivable LE-US USD 10.00");
    }

    @Test
    void an_amount_of_zero_stays_on_its_side() {
        Journal journal = Journal.of(
                "LE-DE",
                OCTOBER,
                SEPTEMBER,
                Account.PROJECT_LABOUR_COST,
                Account.PAYROLL_CLEARING,
                null,
                null,
                Money.zero("USD"));
        assertThat(journal.lines())
                .extracting(Line::text)
                .containsExactly("Dr project labour cost", "Cr payroll clearing");
    }

    @Test
    void what_does_not_balance_is_refused() {
        Line debit = new Line(Side.DR, Account.PROJECT_LABOUR_COST, null, null, TEN);
        Line credit = new Line(Side.CR, Account.PAYROLL_CLEARING, null, null, Money.of("9.99", "USD"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Journal("LE-US", OCTOBER, SEPTEMBER, List.of(debit, credit)))
                .withMessage("journal of LE-US does not balance: debit USD 10.00, credit USD 9.99");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Journal("LE-US", OCTOBER, SEPTEMBER, List.of()))
                .withMessage("lines is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Journal(null, OCTOBER, SEPTEMBER, List.of(debit)))
                .withMessage("legalEntityId is missing");
    }

    @Test
    void a_line_is_not_negative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Line(Side.DR, Account.PAYROLL_CLEARING, null, null, TEN.negated()))
                .withMessage("amount USD -10.00 of PAYROLL_CLEARING is negative");
        assertThat(new Line(Side.DR, Account.PAYROLL_CLEARING, null, null, Money.zero("USD")).text())
                .isEqualTo("Dr payroll clearing");
    }
}
