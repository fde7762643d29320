package sandbox;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** Whether the amounts of a UBL document fit together (EN 16931, BR-CO-10 to BR-CO-17). */
final class UblSums {

    private static final String NET = "LineExtensionAmount";
    private static final String EXCLUSIVE = "TaxExclusiveAmount";
    private static final String INCLUSIVE = "TaxInclusiveAmount";

    private UblSums() {}

    static List<UblError> errors(UblDocument document) {
        List<UblError> errors = new ArrayList<>();
        BigDecimal exclusive = document.total(NET)
                .subtract(document.total("AllowanceTotalAmount"))
                .add(document.total("ChargeTotalAmount"));
        same(errors, "BR-CO-10", NET, document.total(NET), sum(document.lines()));
        same(errors, "BR-CO-13", EXCLUSIVE, document.total(EXCLUSIVE), exclusive);
        same(
                errors,
                "BR-CO-14",
                "TaxAmount",
                document.tax(),
                sum(document.shares().stream().map(UblDocument.Share::amount).toList()));
        same(
                errors,
                "BR-CO-15",
                INCLUSIVE,
                document.total(INCLUSIVE),
                document.total(EXCLUSIVE).add(document.tax()));
        same(
                errors,
                "BR-CO-16",
                "PayableAmount",
                document.payable(),
                document.total(INCLUSIVE)
                        .subtract(document.total("PrepaidAmount"))
                        .add(document.total("PayableRoundingAmount")));
        int digits = Currency.getInstance(document.currency()).getDefaultFractionDigits();
        for (UblDocument.Share share : document.shares()) {
            BigDecimal tax =
                    share.base().multiply(share.percent()).movePointLeft(2).setScale(digits, RoundingMode.HALF_UP);
            same(errors, "BR-CO-17", "TaxAmount of category " + share.category(), share.amount(), tax);
        }
        return errors;
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void same(List<UblError> errors, String rule, String what, BigDecimal said, BigDecimal right) {
        if (said.compareTo(right) != 0) {
            errors.add(new UblError(
                    rule, what + " is " + said.toPlainString() + " and should be " + right.toPlainString()));
        }
    }
}
