package sandbox;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The record types of SuiteTalk REST that the firm writes, their fields and what must be given. A field is
 * declared as {@code name:kind}, with {@code !} behind it when it is required.
 */
@SuppressWarnings("ImmutableEnumChecker") // the maps are filled in the constructor and then left alone
enum NetSuiteType {
    CUSTOMER(
            "customer",
            "companyName:text!",
            "subsidiary:subsidiary!",
            "currency:currency",
            "terms:term",
            "entityId:text",
            "isPerson:flag",
            "firstName:text",
            "lastName:text",
            "isInactive:flag",
            "email:text",
            "phone:text",
            "url:text",
            "creditLimit:number",
            "vatRegNumber:text",
            "comments:text",
            "defaultAddress:text",
            "addressBook:object"),
    JOB(
            "job",
            "companyName:text!",
            "parent:customer!",
            "subsidiary:subsidiary!",
            "currency:currency",
            "entityId:text",
            "jobBillingType:object",
            "jobPrice:number",
            "startDate:date",
            "projectedEndDate:date",
            "actualEndDate:date",
            "allowTime:flag",
            "allowExpenses:flag",
            "limitTimeToAssignees:flag",
            "isInactive:flag",
            "projectManager:employee",
            "comments:text"),
    EMPLOYEE(
            "employee",
            "firstName:text!",
            "lastName:text!",
            "subsidiary:subsidiary!",
            "department:department",
            "supervisor:employee",
            "currency:currency",
            "entityId:text",
            "email:text",
            "title:text",
            "hireDate:date",
            "releaseDate:date",
            "isInactive:flag",
            "isJobResource:flag",
            "laborCost:number",
            "mobilePhone:text",
            "comments:text"),
    TIME_BILL(
            "timeBill",
            "tranDate:period!",
            "employee:employee!",
            "customer:job,customer!",
            "hours:hours!",
            "item:serviceSaleItem",
            "department:department",
            "subsidiary:subsidiary",
            "isBillable:flag",
            "rate:number",
            "overrideRate:flag",
            "supervisorApproval:flag",
            "memo:text"),
    INVOICE(
            "invoice",
            "entity:customer,job!",
            "tranDate:period!",
            "item:lines",
            "time:lines",
            "subsidiary:subsidiary",
            "currency:currency",
            "job:job",
            "terms:term",
            "department:department",
            "dueDate:date",
            "startDate:date",
            "endDate:date",
            "otherRefNum:text",
            "memo:text"),
    CREDIT_MEMO(
            "creditMemo",
            "entity:customer,job!",
            "tranDate:period!",
            "item:lines!",
            "createdFrom:invoice",
            "subsidiary:subsidiary",
            "currency:currency",
            "job:job",
            "department:department",
            "startDate:date",
            "endDate:date",
            "otherRefNum:text",
            "memo:text"),
    JOURNAL_ENTRY(
            "journalEntry",
            "subsidiary:subsidiary!",
            "tranDate:period!",
            "line:lines!",
            "currency:currency",
            "approved:flag",
            "memo:text"),
    JOURNAL_LINE(
            "journal-line",
            "account:account!",
            "debit:number",
            "credit:number",
            "department:department",
            "entity:job,customer",
            "memo:text"),
    INVOICE_ITEM_LINE(
            "invoice-item",
            "item:serviceSaleItem!",
            "description:text",
            "quantity:number",
            "rate:number",
            "amount:number",
            "department:department",
            "line:number"),
    INVOICE_TIME_LINE("invoice-time", "doc:timeBill!", "apply:flag!"),
    EXPENSE_REPORT(
            "expenseReport",
            "entity:employee!",
            "tranDate:period!",
            "expense:lines!",
            "subsidiary:subsidiary",
            "expenseReportCurrency:currency",
            "accountingApproval:flag",
            "supervisorApproval:flag",
            "memo:text"),
    EXPENSE_LINE(
            "expense-line",
            "category:expenseCategory!",
            "expenseAccount:account",
            "expenseDate:date!",
            "currency:currency!",
            "foreignAmount:number",
            "exchangeRate:number",
            "amount:number!",
            "customer:job,customer",
            "isBillable:flag",
            "department:department",
            "corporateCreditCard:flag",
            "memo:text");

    private final String word;
    private final Map<String, String> kinds = new LinkedHashMap<>();
    private final Map<String, Boolean> required = new LinkedHashMap<>();

    NetSuiteType(String word, String... fields) {
        this.word = word;
        for (String field : fields) {
            String[] parts = field.replace("!", "").split(":", 2);
            kinds.put(parts[0], parts[1]);
            required.put(parts[0], field.endsWith("!"));
        }
    }

    /** The type of this name in an address, or null. */
    static NetSuiteType of(String word) {
        return Arrays.stream(values())
                .filter(type -> type.word.equals(word) && !word.contains("-"))
                .findFirst()
                .orElse(null);
    }

    String word() {
        return word;
    }

    /** Every field with its kind: text, flag, number, date, period, hours, object, lines, or the types it refers to. */
    Map<String, String> kinds() {
        return Collections.unmodifiableMap(kinds);
    }

    boolean requires(String field) {
        return required.get(field);
    }
}
