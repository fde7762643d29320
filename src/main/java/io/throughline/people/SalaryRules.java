package io.throughline.people;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * WF-22, step 9: what payroll has calculated becomes one batch of salary payments, and what the bank says of each comes back. An
 * account is looked up when it is paid to; it is never part of the event that asks for the payment.
 */
public final class SalaryRules {

    private static final ZoneId BANK = ZoneId.of("Europe/Berlin");
    private static final String ACCOUNT = "bank-account";

    private final Snapshots snapshots;
    private final Clock clock;

    public SalaryRules(Snapshots snapshots, Clock clock) {
        this.snapshots = snapshots;
        this.clock = clock;
    }

    /**
     * Step {@code payments} of the bank. Held as a whole when an account is missing or its check digits are wrong (V-PAY-06), an
     * amount is not positive with two decimals or no EUR, a worker comes twice or the day is over (V-PAY-07), or the total given is not
     * that of the payments (V-PAY-03); no finding names an account.
     *
     * @param event {@code payroll.calculated.v1} with {@code {batchId, legalEntityId, period, executionDate, total?, payments:
     *              [{workerId, amount, currency, reference?}]}}
     */
    public Plan pay(Event event) {
        JsonNode data = event.data();
        String entity = data.path("legalEntityId").asText();
        List<Violation> found = new ArrayList<>();
        Optional<BankAccount> payer = account(entity, "/legalEntityId", found);
        if (payer.isPresent() && payer.get().bic() == null) {
            found.add(Violation.hold("V-PAY-06", "/legalEntityId", "the account of " + entity + " has no BIC"));
        }
        refuseDate(data, found);
        ArrayNode payments = Json.mapper().createArrayNode();
        Set<String> paid = new HashSet<>();
        BigDecimal total = BigDecimal.ZERO.setScale(2);
        for (int at = 0; at < data.path("payments").size(); at++) {
            JsonNode payment = data.path("payments").get(at);
            String pointer = "/payments/" + at;
            String workerId = payment.path("workerId").asText();
            Optional<BankAccount> account = account(workerId, pointer, found);
            Optional<BigDecimal> amount = amount(payment, pointer, found);
            if (!paid.add(workerId)) {
                found.add(Violation.hold("V-PAY-07", pointer, "worker " + workerId + " is paid twice in one batch"));
            }
            if (account.isPresent() && amount.isPresent()) {
                total = total.add(amount.get());
                payments.add(payment(data, payment, account.get(), amount.get()));
            }
        }
        if (found.isEmpty() && payments.isEmpty()) {
            found.add(Violation.hold("V-PAY-07", "/payments", "the batch has no payments"));
        }
        if (found.isEmpty()
                && data.hasNonNull("total")
                && !isSame(data.path("total").asText(), total)) {
            found.add(Violation.hold(
                    "V-PAY-03",
                    "/total",
                    "the payments add up to " + total + ", not to "
                            + data.path("total").asText()));
        }
        if (!found.isEmpty()) {
            return Plan.stopped(found);
        }
        ObjectNode batch = Json.mapper().createObjectNode();
        batch.put("batchId", data.path("batchId").asText())
                .put("legalEntityId", entity)
                .put("period", data.path("period").asText())
                .put(
                        "createdAt",
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("executionDate", data.path("executionDate").asText())
                .put("total", total.toPlainString());
        batch.putObject("debtor")
                .put("name", payer.orElseThrow().holder())
                .put("iban", payer.orElseThrow().iban())
                .put("bic", payer.orElseThrow().bic());
        batch.set("payments", payments);
        return Plan.of(Step.of("payments", "sepa", "payments", "salary:" + entity, batch));
    }

    /**
     * What the bank reports of one payment, or of a batch as a whole: {@code payroll.paid.v1} is kept, {@code payroll.rejected.v1} is
     * held for a person (V-PAY-08), because a salary that did not arrive is never sent again by itself.
     */
    public Plan reported(Event event) {
        if (!event.type().equals("payroll.rejected.v1")) {
            return Plan.NOTHING;
        }
        JsonNode data = event.data();
        String whom =
                data.hasNonNull("workerId") ? "worker " + data.path("workerId").asText() : "anyone";
        return Plan.stopped(List.of(Violation.hold(
                "V-PAY-08",
                "/status",
                "the bank did not pay " + whom + " of batch "
                        + data.path("batchId").asText() + ": "
                        + data.path("reasonCode").asText("no code") + " "
                        + data.path("reason").asText())));
    }

    private ObjectNode payment(JsonNode batch, JsonNode payment, BankAccount account, BigDecimal amount) {
        String workerId = payment.path("workerId").asText();
        String period = batch.path("period").asText();
        ObjectNode made = Json.mapper().createObjectNode();
        made.put("workerId", workerId).put("name", account.holder());
        snapshots
                .latest("worker", workerId, Worker.class)
                .map(worker -> worker.name().latin())
                .ifPresent(latin -> made.put("latinName", latin));
        return made.put("iban", account.iban())
                .put("amount", amount.toPlainString())
                .put("currency", payment.path("currency").asText())
                .put("endToEndId", "SAL-" + period.replace("-", "") + "-" + workerId)
                .put(
                        "reference",
                        payment.hasNonNull("reference")
                                ? payment.path("reference").asText()
                                : "Salary " + period);
    }

    private Optional<BankAccount> account(String ownerId, String pointer, List<Violation> found) {
        Optional<BankAccount> account = snapshots.latest(ACCOUNT, ownerId, BankAccount.class);
        if (account.isEmpty()) {
            found.add(Violation.hold("V-PAY-06", pointer, "no bank account of " + ownerId + " is known"));
        } else if (!account.get().hasRightCheckDigits()) {
            found.add(Violation.hold("V-PAY-06", pointer, "the check digits of the IBAN of " + ownerId + " are wrong"));
        }
        return account;
    }

    private static Optional<BigDecimal> amount(JsonNode payment, String pointer, List<Violation> found) {
        String text = payment.path("amount").asText();
        if (!text.matches("\\d{1,9}\\.\\d{2}") || new BigDecimal(text).signum() == 0) {
            found.add(Violation.hold(
                    "V-PAY-07",
                    pointer + "/amount",
                    "amount is " + text + ", expected more than zero with two decimals"));
            return Optional.empty();
        }
        if (!payment.path("currency").asText().equals("EUR")) {
            found.add(Violation.hold(
                    "V-PAY-07",
                    pointer + "/currency",
                    "currency is " + payment.path("currency").asText() + ", SEPA pays EUR only"));
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(text));
    }

    private void refuseDate(JsonNode data, List<Violation> found) {
        String text = data.path("executionDate").asText();
        boolean wellFormed = text.matches("\\d{4}-\\d{2}-\\d{2}");
        if (!wellFormed || LocalDate.parse(text).isBefore(LocalDate.now(clock.withZone(BANK)))) {
            found.add(Violation.hold(
                    "V-PAY-07", "/executionDate", "executionDate is " + text + ", expected a day that is not over"));
        }
    }

    private static boolean isSame(String said, BigDecimal total) {
        return said.matches("\\d{1,12}(\\.\\d{1,2})?") && new BigDecimal(said).compareTo(total) == 0;
    }
}
