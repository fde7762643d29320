package io.throughline.money;

import java.math.BigDecimal;

/**
 * How services of one company to another are taxed where nobody says otherwise: by the place of the customer
 * (2006/112/EC article 44), so that a company taxes at home, leaves the tax to business customers elsewhere in the
 * Union (article 196), and charges none to other countries. Goods, exemptions and special rates are for the ERP to name
 * on the line.
 *
 * @param category category of the line
 * @param rate rate as ratio, zero where none is charged
 */
public record TaxTreatment(TaxCategory category, BigDecimal rate) {

    public TaxTreatment {
        Fields.required("category", category);
        rate = Fields.decimal("rate", rate, 9, 4);
    }

    /**
     * The treatment of a service.
     *
     * @param seller       country of the billing entity
     * @param standardRate its standard rate at home as ratio, or null where it charges no tax
     * @param buyer        country of the customer
     * @param buyerHasId   whether the customer has a VAT id, by which it is known as a business
     */
    public static TaxTreatment ofService(String seller, BigDecimal standardRate, String buyer, boolean buyerHasId) {
        BigDecimal rate = standardRate == null ? BigDecimal.ZERO : standardRate;
        boolean union = EuropeanUnion.has(seller);
        if (union && EuropeanUnion.has(buyer) && !seller.equals(buyer) && buyerHasId) {
            return new TaxTreatment(TaxCategory.AE, BigDecimal.ZERO);
        }
        boolean taxed = union ? EuropeanUnion.has(buyer) : seller.equals(buyer) && standardRate != null;
        return taxed ? new TaxTreatment(TaxCategory.S, rate) : new TaxTreatment(TaxCategory.O, BigDecimal.ZERO);
    }
}
