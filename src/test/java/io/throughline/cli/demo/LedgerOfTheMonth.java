package io.throughline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * What the ledgers of the month's ERPs and the price lists of its PSAs say in the close: everything agrees, until somebody
 * changes a figure there by hand.
 */
final class LedgerOfTheMonth {

    private static final String AMOUNT = "AmountInTransactionCurrency";
    private static final Set<String> CHECKS = Set.of("C2", "C4", "C5", "C6", "C7", "C8", "C12");

    /** Standard cost differs a little from what payroll posts, and hours are rounded there. */
    private static final Set<String> NEARLY = Set.of("C7", "C8");

    /** The Japanese entity has neither expenses nor anything to charge another one for. */
    private static final Map<String, Set<String>> CHECKED =
            Map.of("LE-JP", Set.of("C4", "C5", "C7", "C8", "C12"), "LE-DE", CHECKS, "LE-US", CHECKS);

    private final Stage stage;
    private final Clerk clerk;
    private final ToIntFunction<String[]> commands;
    private final Path file;

    /** @param commands runs a command line and gives its exit code */
    LedgerOfTheMonth(Stage stage, Path folder, ToIntFunction<String[]> commands) {
        this.stage = stage;
        this.clerk = new Clerk(stage.sandbox());
        this.commands = commands;
        this.file = folder.resolve("ledger.csv");
    }

    /** One is paid in another currency than the company's; one is taken back. */
    void expenses(Doors doors, Books books) throws IOException {
        String header = "expense_id,worker_id,project_id,date,category,amount,currency,billable,status,version\n";
        String own = header + "X-901,W-0003,,2026-10-31,RAIL,100.00,EUR,N,approved,1\n"
                + "X-902,W-0003,,2026-10-31,TAXI,40.00,USD,N,approved,1\nX-903,W-0022,,2026-10-31,HOTEL,50.00,EUR,N,approved,1\n"
                + "X-904,W-0003,,2026-10-31,TAXI,9.00,USD,N,approved,1\n";
        doors.drop("kantata", "expenses.csv", own.getBytes(StandardCharsets.UTF_8));
        books.awaitEvents("expense.posted.v1", 4);
        String back = header + "X-904,W-0003,,2026-10-31,TAXI,9.00,USD,N,reversed,2\n";
        doors.drop("kantata", "reversed.csv", back.getBytes(StandardCharsets.UTF_8));
        books.awaitQuiet();
        inKantata("33001", "X-901", "10000", "EUR");
        inKantata("33002", "X-902", "4000", "USD");
        clerk.enter(
                "kantata",
                "{\"recordType\":\"expense_report_submissions\",\"id\":\"34001\",\"status\":\"approved\","
                        + "\"expense_ids\":[\"33001\",\"33002\"]}");
        clerk.enter(
                "openair",
                "{\"recordType\":\"Envelope\",\"id\":\"8101\",\"userid\":\"22\",\"date\":\"2026-10-31\",\"status\":\"A\"}");
        clerk.enter(
                "openair",
                "{\"recordType\":\"Ticket\",\"id\":\"81001\",\"envelopeid\":\"8101\",\"userid\":\"22\",\"date\":\"2026-10-31\","
                        + "\"total\":\"50.00\",\"currency\":\"EUR\",\"externalid\":\"X-903\"}");
    }

    private void inKantata(String id, String expense, String cents, String currency) {
        clerk.enter(
                "kantata",
                "{\"recordType\":\"expenses\",\"id\":\"" + id + "\",\"workspace_id\":\"41001\",\"user_id\":\"70003\","
                        + "\"date\":\"2026-10-31\",\"category\":\"Travel\",\"amount_in_cents\":" + cents
                        + ",\"currency\":\"" + currency + "\"}");
        clerk.enter(
                "kantata",
                "{\"recordType\":\"external_references\",\"service_name\":\"mha\",\"service_model\":\"Expense\",\"service_model_ref\":\""
                        + expense + "\",\"subject_type\":\"Expense\",\"subject_id\":\"" + id + "\"}");
    }

    void everything_agrees() throws IOException {
        for (Map.Entry<String, Set<String>> checked : CHECKED.entrySet()) {
            Set<String> found = new TreeSet<>();
            for (Map<String, String> row : rows(checked.getKey())) {
                if (NEARLY.contains(row.get("check"))) {
                    assertThat(row).as(checked.getKey()).containsEntry("outside", "false");
                } else {
                    assertThat(row).as(checked.getKey()).containsEntry("class", "MATCH");
                }
                found.add(row.get("check"));
            }
            assertThat(found).as(checked.getKey()).isEqualTo(checked.getValue());
        }
    }

    void figures_changed_by_hand_are_differences_with_owner_and_money() throws IOException {
        Path facts = stage.exchange().resolve("reporting/out/time-2026-10.csv");
        String told = Files.readString(facts);
        try {
            clerk.change(
                    "netsuite",
                    "expenseReport",
                    one -> has(one, "\"X-901\""),
                    report -> Clerk.add(report.at("/expense/items/0"), "amount", "10.80"));
            clerk.change("netsuite", "journalEntry", one -> has(one, "\"Revenue CT-1013"), journal -> journal.at(
                            "/line/items")
                    .forEach(line -> {
                        if (has(line, "\"4000\"")) {
                            Clerk.add(line, "credit", "10");
                        } else if (has(line, "\"1250\"")) {
                            Clerk.add(line, "debit", "7");
                        }
                    }));
            clerk.change(
                    "kantata",
                    "rate_cards",
                    one -> has(one, "\"rate_in_cents\":42000"),
                    card -> Clerk.add(card.at("/rate_card_roles/0"), "rate_in_cents", "-100"));
            item("0000166000", "P-1006 2026-10 LE-US", "5.00");
            item("0000840000", "Revenue CT-1011", "-10.00");
            item("0000120000", "Revenue CT-1011", "7.00");
            clerk.change(
                    "sap",
                    "documentItem",
                    one -> has(one, "\"HOTEL EUR 50.00") && has(one, "\"K\""),
                    owed -> Clerk.add(owed, AMOUNT, "1.00"));
            paidByHand("100.00");
            Files.writeString(facts, told.replaceFirst("(?m)^[^\n]*,W-0022,[^\n]*,480,Y,[^\n]*\n", ""));

            assertThat(differences("LE-US"))
                    .containsExactly(
                            "C12 P-1001 PRT 2026-01-01 RATE_DIFF 419.00-420.00 USD, 158.00, contract finance",
                            "C2 X-901 VALUE 110.00-100.00 EUR, 10.80, accounts payable",
                            "C4 CT-1013 closing VALUE 7290.00-7280.00 USD, 10.00, revenue accounting",
                            "C4 CT-1013 movement VALUE 7290.00-7280.00 USD, , revenue accounting",
                            "C5 CT-1013 asset VALUE 7.00-0.00 USD, 7.00, revenue accounting",
                            "C6 IC-2026-10-LE-DE-LE-US-P-1006-1 VALUE 13435.93-13441.33 USD, 5.40, intercompany accounting");
            assertThat(differences("LE-DE"))
                    .containsExactly(
                            "C2 X-903 VALUE 49.00-50.00 EUR, 1.08, accounts payable",
                            "C4 CT-1011 closing VALUE 6510.00-6500.00 EUR, 10.80, revenue accounting",
                            "C4 CT-1011 movement VALUE 6510.00-6500.00 EUR, , revenue accounting",
                            "C5 CT-1011 asset VALUE 7.00-0.00 EUR, 7.56, revenue accounting",
                            "C6 IC-2026-10-LE-DE-LE-US-P-1006-1 VALUE 13435.93-13441.33 USD, 5.40, intercompany accounting",
                            "C7 CC-4100 VALUE 47199.82-55439.82 EUR, 8899.20, controlling",
                            "C8 W-0022 billable VALUE 158.00-166.00 h, , resource management",
                            "C8 W-0022 logged VALUE 168.00-176.00 h, , resource management");
        } finally {
            clerk.undo();
            paidByHand("-100.00");
            Files.writeString(facts, told);
        }
        everything_agrees();
    }

    /** Hours that payroll pays to W-0022 without having been told of them. */
    private void paidByHand(String hours) {
        clerk.enter(
                "datev",
                "{\"recordType\":\"correction\",\"number\":\"122\",\"month\":\"2026-10\",\"code\":\"101\",\"hours\":\""
                        + hours + "\",\"costCenter\":\"4100\"}");
    }

    private void item(String account, String text, String more) {
        clerk.change(
                "sap",
                "documentItem",
                one -> has(one, account) && has(one, text),
                item -> Clerk.add(item, AMOUNT, more));
    }

    private static boolean has(JsonNode record, String text) {
        return record.toString().contains(text);
    }

    /** Rows that do not match: actual less expected, money at risk, owner. */
    private List<String> differences(String entity) throws IOException {
        return rows(entity).stream()
                .filter(row -> NEARLY.contains(row.get("check"))
                        ? row.get("outside").equals("true")
                        : !row.get("class").equals("MATCH"))
                .map(row -> "%s %s %s %s-%s %s, %s, %s"
                        .formatted(
                                row.get("check"),
                                row.get("key"),
                                row.get("class"),
                                row.get("actual"),
                                row.get("expected"),
                                row.get("unit"),
                                row.get("at_risk"),
                                row.get("owner")))
                .sorted()
                .toList();
    }

    /** Fetches and reconciles, and gives every row of the checks. */
    private List<Map<String, String>> rows(String entity) throws IOException {
        assertThat(commands.applyAsInt(new String[] {"extract", "--entity", entity, "--period", "2026-10"}))
                .isZero();
        int found = commands.applyAsInt(new String[] {
            "reconcile",
            "--entity",
            entity,
            "--period",
            "2026-10",
            "--check",
            String.join(",", CHECKS),
            "--format",
            "csv",
            "--out",
            file.toString()
        });
        assertThat(found).as("with or without differences").isBetween(0, 1);
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
            return csv.stream().map(NamedCsvRecord::getFieldsAsMap).toList();
        }
    }
}
