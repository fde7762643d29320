package io.throughline.delivery.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The three files ADP Workforce Now imports.
 *
 * <p>Pay data: {@code out/<batch id>/PR<company code>EPI.csv}. ADP wants exactly that name, with a two-character code
 * padded by an underscore, so the folder tells the batches apart and a clerk uploads the file as it is; the columns are
 * those of {@link #PAY_DATA}, hours with two decimals and empty instead of zero.
 *
 * <p>New starters: {@code out/starters/NS<company code>-<file number>.csv}, one file per worker with the columns of
 * {@link #STARTER}; the hire date is written as ADP reads it, {@code MM/DD/YYYY}.
 *
 * <p>Changes: {@code out/changes/CH<company code>-<file number>.csv}, the same columns and {@link #FROM}; one file per
 * worker with all that holds now, so that a later change takes the place of one nobody fetched.
 */
public final class AdpFiles {

    /** Columns of the pay data file; the order is part of the format. */
    public static final List<String> PAY_DATA = List.of(
            "Co Code", "Batch ID", "File #", "Reg Hours", "O/T Hours", "Hours 3 Code", "Hours 3 Amount", "Temp Dept");

    /** Columns of pay data that pays an expense back. */
    public static final List<String> REIMBURSEMENT =
            List.of("Co Code", "Batch ID", "File #", "Earnings 3 Code", "Earnings 3 Amount");

    /** Columns of the starter file. */
    public static final List<String> STARTER = List.of(
            "Co Code",
            "File #",
            "Last Name",
            "First Name",
            "Hire Date",
            "Home Department",
            "Standard Hours",
            "Overtime Eligible",
            "Work Email",
            "Associate ID",
            "Termination Date");

    /** Column of a change file: first day on which the row holds. */
    public static final String FROM = "Effective Date";

    private static final Pattern COMPANY = Pattern.compile("[A-Z0-9]{2,3}");
    private static final int LONGEST_BATCH = 8;
    private static final Pattern EXPENSE = Pattern.compile("[A-Za-z0-9_-]{1,40}");
    private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,6}\\.\\d{2}");
    private static final Pattern BATCH = Pattern.compile("[A-Za-z0-9]{1,8}");
    private static final Pattern FILE_NUMBER = Pattern.compile("\\d{1,6}");
    private static final DateTimeFormatter US = DateTimeFormatter.ofPattern("MM/dd/uuuu", Locale.ROOT);

    private final Path out;
    private final String companyCode;

    /**
     * @param out         folder the files are fetched from, {@code exchange/adp/out}
     * @param companyCode ADP company code used where a payload names none
     */
    public AdpFiles(Path out, String companyCode) {
        this.out = out;
        this.companyCode = companyCode;
    }

    /**
     * A file that was put in place.
     *
     * @param reference batch id or file number
     * @param name      file name without folders
     * @param content   its bytes
     * @param rows      rows below the header
     */
    public record Written(String reference, String name, byte[] content, int rows) {}

    /**
     * Writes the pay data of a batch.
     *
     * @param payload {@code {companyCode?, batchId, rows: [{fileNumber, regularHours?, overtimeHours?, hours3Code?,
     *                hours3Amount?, tempDept?}]}}, hours as decimal strings; a row without any hours is left out
     * @throws IllegalArgumentException naming the field that ADP would not take
     * @throws UncheckedIOException     when the file could not be put in place
     */
    public Written payData(JsonNode payload) {
        String company = company(payload);
        String batch = text(payload, "batchId", BATCH);
        CsvText csv = new CsvText(PAY_DATA);
        int rows = 0;
        for (JsonNode row : payload.path("rows")) {
            String regular = CsvText.hours("regularHours", plain(row, "regularHours"));
            String overtime = CsvText.hours("overtimeHours", plain(row, "overtimeHours"));
            String other = CsvText.hours("hours3Amount", plain(row, "hours3Amount"));
            if (regular.isEmpty() && overtime.isEmpty() && other.isEmpty()) {
                continue;
            }
            String code = other.isEmpty() ? "" : CsvText.safe(plain(row, "hours3Code"));
            String number = text(row, "fileNumber", FILE_NUMBER);
            csv.row(company, batch, number, regular, overtime, code, other, department(plain(row, "tempDept")));
            rows++;
        }
        String name = "PR" + (company.length() == 2 ? company + "_" : company) + "EPI.csv";
        return put(out.resolve(batch).resolve(name), batch, csv, rows);
    }

    /**
     * Writes the pay data that pays one expense back, in a folder of its own; the batch is named by the end of its id.
     *
     * @param payload canonical expense with {@code companyAmount}, and {@code payrollId}, the file number of the worker
     * @throws IllegalArgumentException naming the field that ADP would not take
     * @throws UncheckedIOException     when the file could not be put in place
     */
    public Written reimbursement(JsonNode payload) {
        String company = company(payload);
        String expense = text(payload, "expenseId", EXPENSE);
        String letters = expense.replaceAll("[^A-Za-z0-9]", "");
        String batch = letters.substring(Math.max(0, letters.length() - LONGEST_BATCH));
        String number = text(payload, "payrollId", FILE_NUMBER);
        String amount = text(payload.path("companyAmount"), "amount", AMOUNT);
        CsvText csv = new CsvText(REIMBURSEMENT);
        csv.row(company, batch, number, "EXP", amount);
        String name = "PR" + (company.length() == 2 ? company + "_" : company) + "EPI.csv";
        return put(out.resolve("reimbursements").resolve(expense).resolve(name), batch, csv, 1);
    }

    /**
     * Writes the row of a new starter.
     *
     * @param payload canonical worker with {@code payrollId}, the file number; {@code companyCode} may be added
     * @throws IllegalArgumentException naming the field that ADP would not take
     * @throws UncheckedIOException     when the file could not be put in place
     */
    public Written starter(JsonNode payload) {
        String company = company(payload);
        String number = text(payload, "payrollId", FILE_NUMBER);
        CsvText csv = new CsvText(STARTER);
        csv.row(person(payload, company, number).toArray(String[]::new));
        Path file = out.resolve("starters").resolve("NS" + company + "-" + number + ".csv");
        return put(file, number, csv, 1);
    }

    /**
     * Writes the row of a worker who has changed.
     *
     * @param payload as for {@link #starter}, and {@code changedFrom}, the first date on which it holds
     * @throws IllegalArgumentException naming the field that ADP would not take
     * @throws UncheckedIOException     when the file could not be put in place
     */
    public Written change(JsonNode payload) {
        String company = company(payload);
        String number = text(payload, "payrollId", FILE_NUMBER);
        List<String> columns = new ArrayList<>(STARTER);
        columns.add(FROM);
        List<String> row = new ArrayList<>(person(payload, company, number));
        row.add(date(payload, "changedFrom"));
        CsvText csv = new CsvText(columns);
        csv.row(row.toArray(String[]::new));
        Path file = out.resolve("changes").resolve("CH" + company + "-" + number + ".csv");
        return put(file, number, csv, 1);
    }

    private static List<String> person(JsonNode payload, String company, String number) {
        JsonNode legal = payload.path("name").path("legal");
        JsonNode employment = payload.path("employment");
        String full = plain(legal, "full");
        return List.of(
                company,
                number,
                CsvText.safe(legal.hasNonNull("family") ? plain(legal, "family") : full),
                CsvText.safe(legal.hasNonNull("given") ? plain(legal, "given") : full),
                date(employment, "hireDate"),
                department(plain(payload.path("org"), "costCenterId")),
                CsvText.hours("weeklyHours", plain(employment, "weeklyHours")),
                payload.path("overtimeEligible").asBoolean() ? "Y" : "N",
                CsvText.safe(plain(payload, "workEmail")),
                CsvText.safe(plain(payload, "workerId")),
                date(employment, "terminationDate"));
    }

    private Written put(Path file, String reference, CsvText csv, int rows) {
        byte[] content = csv.bytes();
        try {
            OutboundFile.put(file, content);
        } catch (IOException failed) {
            throw new UncheckedIOException("the file " + file + " could not be written", failed);
        }
        return new Written(reference, file.getFileName().toString(), content, rows);
    }

    private String company(JsonNode payload) {
        return payload.hasNonNull("companyCode")
                ? text(payload, "companyCode", COMPANY)
                : checked("companyCode", companyCode, COMPANY);
    }

    /** ADP departments have no hyphen: CC-1100 is CC1100. */
    private static String department(String costCenter) {
        return costCenter == null ? "" : CsvText.safe(costCenter.replace("-", ""));
    }

    private static String date(JsonNode object, String field) {
        String value = plain(object, field);
        return value == null ? "" : LocalDate.parse(value).format(US);
    }

    private static String text(JsonNode object, String field, Pattern allowed) {
        return checked(field, plain(object, field), allowed);
    }

    private static String checked(String field, String value, Pattern allowed) {
        if (value == null || !allowed.matcher(value).matches()) {
            throw new IllegalArgumentException(field + " is " + value + ", expected " + allowed.pattern());
        }
        return value;
    }

    private static String plain(JsonNode object, String field) {
        return object.hasNonNull(field) ? object.get(field).asText() : null;
    }
}
