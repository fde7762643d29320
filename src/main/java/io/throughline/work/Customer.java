package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.money.Address;
import io.throughline.money.Fields;
import io.throughline.money.Money;
import io.throughline.money.Xref;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A client of the firm.
 *
 * @param customerId opaque stable identifier, safe as an external id of every vendor
 * @param version object version, +1 per canonical change
 * @param legalName registered name
 * @param tradingName name it trades under
 * @param country country of registration
 * @param billingAddress where invoices go
 * @param shipTo place of performance
 * @param taxIds tax ids
 * @param duns D-U-N-S number
 * @param domain internet domain
 * @param email mail address for invoices
 * @param currency billing currency
 * @param paymentTermsDays days until an invoice is due; 30 when absent
 * @param creditLimit credit limit
 * @param hold whether finance or compliance stops it
 * @param holdReason why it is on hold
 * @param billingEntityIds entities that bill it
 * @param eInvoice How it receives electronic invoices
 * @param mergedInto customer it was merged into
 * @param regulated whether staffing needs clearance
 * @param taxExemptionReason why it has no tax id
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record Customer(
        String customerId,
        long version,
        String legalName,
        String tradingName,
        String country,
        Address billingAddress,
        Address shipTo,
        List<TaxId> taxIds,
        String duns,
        String domain,
        String email,
        String currency,
        Integer paymentTermsDays,
        Money creditLimit,
        Boolean hold,
        String holdReason,
        List<String> billingEntityIds,
        EInvoice eInvoice,
        String mergedInto,
        Boolean regulated,
        String taxExemptionReason,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    public Customer {
        Fields.id("customerId", customerId);
        Fields.version(version);
        Fields.text("legalName", legalName);
        Fields.optionalText("tradingName", tradingName);
        Fields.country("country", country);
        taxIds = Fields.optionalList("taxIds", taxIds);
        Fields.optionalText("duns", duns);
        Fields.optionalText("domain", domain);
        Fields.optionalText("email", email);
        Fields.currency("currency", currency);
        Fields.optionalText("holdReason", holdReason);
        billingEntityIds = Fields.list("billingEntityIds", billingEntityIds);
        Fields.optionalId("mergedInto", mergedInto);
        Fields.optionalText("taxExemptionReason", taxExemptionReason);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }

    /**
     * A tax id.
     *
     * @param type kind, such as VAT or EIN
     * @param value the id
     * @param country iSO 3166-1 alpha-2 code
     */
    public record TaxId(String type, String value, String country) {

        public TaxId {
            Fields.text("type", type);
            Fields.text("value", value);
            Fields.optionalCountry("country", country);
        }
    }

    /**
     * How it receives electronic invoices.
     *
     * @param profile profile, such as EN16931
     * @param endpointScheme scheme of the endpoint
     * @param endpointId endpoint
     * @param buyerReference buyer reference
     */
    public record EInvoice(String profile, String endpointScheme, String endpointId, String buyerReference) {

        public EInvoice {
            Fields.text("profile", profile);
            Fields.optionalText("endpointScheme", endpointScheme);
            Fields.optionalText("endpointId", endpointId);
            Fields.optionalText("buyerReference", buyerReference);
        }
    }
}
