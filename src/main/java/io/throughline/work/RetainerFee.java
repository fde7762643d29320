package io.throughline.work;

import io.throughline.money.Money;
import io.throughline.money.ServicePeriod;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The fee of a retainer for one month: the price of the contract is that of a whole month, a month served in part has its
 * share by days (CALC-08), rounded half up.
 *
 * @param service days of service in the month
 * @param amount  fee
 */
record RetainerFee(ServicePeriod service, Money amount) {

    /** The fee; empty when the contract is no retainer, has no price or does not run in the month. */
    static Optional<RetainerFee> of(Contract contract, YearMonth month) {
        if (contract.billingType() != BillingType.RETAINER || contract.price() == null) {
            return Optional.empty();
        }
        LocalDate from = contract.from().isAfter(month.atDay(1)) ? contract.from() : month.atDay(1);
        LocalDate to = contract.to() != null && contract.to().isBefore(month.atEndOfMonth())
                ? contract.to()
                : month.atEndOfMonth();
        if (to.isBefore(from)) {
            return Optional.empty();
        }
        long served = ChronoUnit.DAYS.between(from, to) + 1;
        Money fee = contract.price();
        Money share = served == month.lengthOfMonth()
                ? fee
                : Money.rounded(
                        fee.amount()
                                .multiply(BigDecimal.valueOf(served))
                                .divide(BigDecimal.valueOf(month.lengthOfMonth()), 10, RoundingMode.HALF_UP),
                        fee.currency());
        return Optional.of(new RetainerFee(new ServicePeriod(from, to), share));
    }
}
