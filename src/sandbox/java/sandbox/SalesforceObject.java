package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The objects the firm's integration uses, with their fields. */
@SuppressWarnings("ImmutableEnumChecker") // the collections cannot be changed, only their types do not say so
enum SalesforceObject {
    OPPORTUNITY(
            "Opportunity",
            "006",
            List.of("Name", "StageName", "CloseDate"),
            "Id Name AccountId StageName IsWon IsClosed Probability ForecastCategory ForecastCategoryName Amount"
                    + " CurrencyIsoCode CloseDate OwnerId Description Type MHA_Integration_Key__c Billing_Type__c"
                    + " Billing_Entity__c Start_Date__c End_Date__c Contract_Number__c PO_Number__c"
                    + " ERP_Project_Code__c Delivery_Status__c Delivery_Owner__c LastStageChangeDate LastModifiedDate"),
    ACCOUNT(
            "Account",
            "001",
            List.of("Name"),
            "Id Name BillingStreet BillingCity BillingPostalCode BillingCountryCode CurrencyIsoCode Tax_Id__c"
                    + " Payment_Terms__c Billing_Entity__c Customer_Status__c Email__c MHA_Integration_Key__c"
                    + " ERP_Customer_Id__c LastModifiedDate"),
    INVOICE(
            "MHA_Invoice__c",
            "a01",
            List.of("Name", "Status__c"),
            "Id Name MHA_Integration_Key__c Opportunity_Key__c Status__c Overdue__c Reason__c CurrencyIsoCode"
                    + " Gross_Amount__c Paid_Amount__c Open_Amount__c Due_Date__c LastModifiedDate");

    private static final Set<String> READ_ONLY =
            Set.of("Id", "IsWon", "IsClosed", "LastStageChangeDate", "LastModifiedDate");
    private static final String SUFFIXES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    private final String word;
    private final String prefix;
    private final List<String> required;
    private final Set<String> fields;

    SalesforceObject(String word, String prefix, List<String> required, String fields) {
        this.word = word;
        this.prefix = prefix;
        this.required = required;
        this.fields = Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList(fields.split(" ", -1))));
    }

    /** The object of this name, or null. */
    static SalesforceObject of(String word) {
        return Arrays.stream(values())
                .filter(object -> object.word.equals(word))
                .findFirst()
                .orElse(null);
    }

    String word() {
        return word;
    }

    String prefix() {
        return prefix;
    }

    String externalIdField() {
        return "MHA_Integration_Key__c";
    }

    List<String> required() {
        return required;
    }

    Set<String> fields() {
        return fields;
    }

    boolean isReadOnly(String field) {
        return READ_ONLY.contains(field);
    }

    /** A seed row with JSON's own kinds; empty cells are left out. */
    ObjectNode typed(Map<String, String> row) {
        ObjectNode record = Json.object();
        row.forEach((field, value) -> {
            if (value.isEmpty()) {
                return;
            }
            switch (field) {
                case "IsWon", "IsClosed" -> record.put(field, Boolean.parseBoolean(value));
                case "Amount", "Probability" -> record.put(field, new BigDecimal(value));
                default -> record.put(field, value);
            }
        });
        return record;
    }

    /** Sets what follows from the stage. */
    void derive(ObjectNode record) {
        if (this == OPPORTUNITY) {
            String stage = record.path("StageName").asText();
            record.put("IsWon", "Closed Won".equals(stage));
            record.put("IsClosed", stage.startsWith("Closed"));
        }
    }

    /** The 18 character form of an id: behind each five characters' capitals, as bits, one letter at the end. */
    static String longId(String id) {
        String core = id.substring(0, 15);
        StringBuilder full = new StringBuilder(core);
        for (int chunk = 0; chunk < 15; chunk += 5) {
            int bits = 0;
            for (int i = 0; i < 5; i++) {
                char letter = core.charAt(chunk + i);
                bits |= letter >= 'A' && letter <= 'Z' ? 1 << i : 0;
            }
            full.append(SUFFIXES.charAt(bits));
        }
        return full.toString();
    }
}
