package io.throughline.money;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/**
 * Categories of VAT as EN 16931 names them (subset of UN/CEFACT 5305), each with the reason that is given where no tax is
 * charged (code of the CEF VATEX list and text).
 */
public enum TaxCategory {
    /** Standard rate. */
    S(null, null),
    /** Zero rate. */
    Z(null, null),
    /** Exempt; the reason is a text, the code depends on the exemption. */
    E(null, "Exempt from VAT"),
    /** Reverse charge: the customer owes the tax. */
    AE("VATEX-EU-AE", "Reverse charge"),
    /** Supply of goods within the Union. */
    K("VATEX-EU-IC", "Intra-community supply"),
    /** Export of goods out of the Union. */
    G("VATEX-EU-G", "Export outside the EU"),
    /** Not subject to VAT. */
    O("VATEX-EU-O", "Not subject to VAT");

    private final String reasonCode;
    private final String reason;

    TaxCategory(String reasonCode, String reason) {
        this.reasonCode = reasonCode;
        this.reason = reason;
    }

    /** Code of the reason why no tax is charged, or null. */
    public String reasonCode() {
        return reasonCode;
    }

    /** Why no tax is charged, or null where it is or needs no reason. */
    public String reason() {
        return reason;
    }

    /** Whether documents name a rate for it; what is not subject to VAT has none. */
    public boolean rated() {
        return this != O;
    }

    /** Whether a rate, as ratio, is possible: more than nothing for the standard rate, nothing for all others. */
    public boolean allows(BigDecimal rate) {
        return this == S ? rate.signum() > 0 : rate.signum() == 0;
    }

    /** The category of a code, if there is one. */
    public static Optional<TaxCategory> of(String code) {
        return Arrays.stream(values())
                .filter(category -> category.name().equals(code))
                .findFirst();
    }
}
