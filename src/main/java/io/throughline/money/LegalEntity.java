package io.throughline.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * A company of the firm that employs or bills.
 *
 * @param legalEntityId opaque stable identifier, safe as an external id of every vendor
 * @param version object version, +1 per canonical change
 * @param name registered name
 * @param country iSO 3166-1 alpha-2 code
 * @param currency functional currency
 * @param timeZone zone of its periods
 * @param taxId tax id
 * @param fiscalCalendarId fiscal calendar
 * @param billing what its invoices say of it
 * @param effectiveTo first day on which it is closed, exclusive
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record LegalEntity(
        String legalEntityId,
        long version,
        String name,
        String country,
        String currency,
        ZoneId timeZone,
        String taxId,
        String fiscalCalendarId,
        Billing billing,
        LocalDate effectiveTo,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    public LegalEntity {
        Fields.id("legalEntityId", legalEntityId);
        Fields.version(version);
        Fields.text("name", name);
        Fields.country("country", country);
        Fields.currency("currency", currency);
        Fields.required("timeZone", timeZone);
        Fields.optionalText("taxId", taxId);
        Fields.optionalId("fiscalCalendarId", fiscalCalendarId);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }

    /** An entity that does not bill. */
    public LegalEntity(
            String legalEntityId,
            long version,
            String name,
            String country,
            String currency,
            ZoneId timeZone,
            String taxId,
            String fiscalCalendarId,
            LocalDate effectiveTo,
            LocalDate effectiveFrom,
            Instant knownAt,
            String sourceSystem,
            List<Xref> xref,
            JsonNode ext) {
        this(
                legalEntityId,
                version,
                name,
                country,
                currency,
                timeZone,
                taxId,
                fiscalCalendarId,
                null,
                effectiveTo,
                effectiveFrom,
                knownAt,
                sourceSystem,
                xref,
                ext);
    }

    /**
     * What the invoices of an entity say of it.
     *
     * @param address registered seat
     * @param vatId VAT id with its country prefix, or the registration number for consumption tax
     * @param registrationId number in the register of companies
     * @param taxRate standard rate of VAT or consumption tax at its seat, as ratio; none when absent
     * @param endpointScheme scheme of the endpoint, an EAS code such as 9930
     * @param endpointId endpoint electronic invoices are sent from
     * @param contactName whom a client asks
     * @param contactPhone telephone of the contact
     * @param contactEmail mail address of the contact
     * @param account account that is paid into, an IBAN where there is one
     * @param bic BIC of the bank that keeps the account
     */
    public record Billing(
            Address address,
            String vatId,
            String registrationId,
            BigDecimal taxRate,
            String endpointScheme,
            String endpointId,
            String contactName,
            String contactPhone,
            String contactEmail,
            String account,
            String bic) {

        public Billing {
            Fields.required("address", address);
            Fields.optionalText("vatId", vatId);
            Fields.optionalText("registrationId", registrationId);
            taxRate = Fields.optionalDecimal("taxRate", taxRate, 9, 4);
            Fields.optionalText("endpointScheme", endpointScheme);
            Fields.optionalText("endpointId", endpointId);
            Fields.optionalText("contactName", contactName);
            Fields.optionalText("contactPhone", contactPhone);
            Fields.optionalText("contactEmail", contactEmail);
            Fields.optionalText("account", account);
            Fields.optionalText("bic", bic);
        }
    }
}
