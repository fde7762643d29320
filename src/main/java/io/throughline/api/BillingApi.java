package io.throughline.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.money.BillingCycle;
import io.throughline.money.BillingReadiness;
import io.throughline.money.BillingTerms;
import io.throughline.money.InvoiceCycle;
import io.throughline.work.BillProjectRules;
import io.throughline.work.RateValidation;
import io.throughline.work.ReadinessJson;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.Exchange;

/** WF-11 and WF-16 over HTTP: what an hour costs the client, and what keeps a cycle from being billed. */
public final class BillingApi {

    private static final Map<Integer, String> GATES = new TreeMap<>(Map.ofEntries(
            Map.entry(1, "project-manager|submitted time is approved"),
            Map.entry(2, "finance-ops|approved time is in the ERP"),
            Map.entry(3, "finance-ops|approved expenses are in the ERP"),
            Map.entry(4, "finance-ops|no exception is open"),
            Map.entry(5, "contract-admin|every entry has a rate"),
            Map.entry(6, "account-manager|the cap is not used up"),
            Map.entry(7, "project-manager|the milestone is accepted"),
            Map.entry(8, "account-manager|the purchase order is valid and has enough left"),
            Map.entry(9, "finance-ops|the customer can be billed"),
            Map.entry(10, "finance-ops|the exchange rate is known"),
            Map.entry(11, "finance-ops|an accounting period is open for it")));

    private final RateValidation rates;
    private final BillProjectRules billing;
    private final Clock clock;

    public BillingApi(RateValidation rates, BillProjectRules billing, Clock clock) {
        this.rates = rates;
        this.billing = billing;
        this.clock = clock;
    }

    /**
     * {@code POST /api/v1/rates/validate {projectId|contractId, roleId, workDate, currency, entryMinutes?}}: 200 with the
     * rate; 400 for a question that cannot be understood, 404 for an unknown project, else 422, each a problem, the last
     * two with {@code code}.
     */
    public void validateRate(Exchange exchange) {
        RateValidation.Question question;
        try {
            question = question(Json.tree(exchange.getMessage().getBody(byte[].class)));
        } catch (IllegalArgumentException | DateTimeException wrong) {
            Reply.problem(400, "Bad Request", String.valueOf(wrong.getMessage()))
                    .on(exchange);
            return;
        }
        RateValidation.Result result = rates.validate(question);
        if (result instanceof RateValidation.Refused refused) {
            boolean unknown = refused.code().equals("PROJECT_NOT_FOUND");
            ObjectNode problem = Json.mapper().createObjectNode();
            problem.put("type", "about:blank")
                    .put("title", unknown ? "Not Found" : "Unprocessable Content")
                    .put("status", unknown ? 404 : 422)
                    .put("detail", refused.message())
                    .put("code", refused.code());
            if (refused.capRemaining() != null) {
                problem.set("capRemaining", ReadinessJson.money(refused.capRemaining()));
            }
            new Reply(unknown ? 404 : 422, "application/problem+json", problem.toString()).on(exchange);
            return;
        }
        RateValidation.Priced priced = (RateValidation.Priced) result;
        ObjectNode answer = Json.mapper().createObjectNode();
        answer.putObject("rate")
                .put("amount", priced.rate().amount().toPlainString())
                .put("currency", priced.rate().currency());
        answer.put("unit", priced.rate().per().name()).put("source", priced.source());
        answer.put("effectiveFrom", text(priced.effectiveFrom())).put("effectiveTo", text(priced.effectiveTo()));
        answer.set("capRemaining", priced.capRemaining() == null ? null : ReadinessJson.money(priced.capRemaining()));
        Reply.json(200, answer).on(exchange);
    }

    /**
     * {@code GET /api/v1/projects/{id}/billing-readiness?cycle=}: every gate R1 to R11 of a cycle, such as
     * {@code BC-P-1003-2026-10B} or {@code 2026-10B}; without one, of the cycle of today.
     */
    public void readiness(Exchange exchange) {
        String projectId = exchange.getMessage().getHeader("id", String.class);
        String asked = exchange.getMessage().getHeader("cycle", String.class);
        Optional<BillingTerms> terms = billing.terms(projectId);
        if (terms.isEmpty()) {
            Reply.problem(404, "Not Found", "there is no such project that can be billed")
                    .on(exchange);
            return;
        }
        LocalDate today = LocalDate.now(clock);
        BillingCycle cycle;
        try {
            cycle = cycle(terms.get(), asked, today);
        } catch (IllegalArgumentException | DateTimeException wrong) {
            Reply.problem(400, "Bad Request", String.valueOf(wrong.getMessage()))
                    .on(exchange);
            return;
        }
        BillingReadiness readiness = billing.readiness(cycle.id()).orElseThrow();
        ObjectNode answer = Json.mapper().createObjectNode();
        answer.put("projectId", projectId)
                .put("billingCycleId", cycle.id())
                .put("from", cycle.from().toString())
                .put("to", cycle.to().toString())
                .put("ready", readiness.ready());
        answer.set("billable", ReadinessJson.money(readiness.billable()));
        answer.put("policyId", terms.get().pricing().id());
        ArrayNode gates = answer.putArray("gates");
        GATES.forEach((number, words) -> gate(gates, "R" + number, words.split("\\|"), readiness.blockers(), today));
        Reply.json(200, answer).on(exchange);
    }

    private static void gate(
            ArrayNode gates, String gate, String[] words, List<BillingReadiness.Blocker> blockers, LocalDate today) {
        List<BillingReadiness.Blocker> shut =
                blockers.stream().filter(blocker -> blocker.gate().equals(gate)).toList();
        if (shut.isEmpty()) {
            gates.addObject()
                    .put("gate", gate)
                    .put("name", words[1])
                    .put("open", true)
                    .put("owner", words[0]);
        }
        for (BillingReadiness.Blocker blocker : shut) {
            ReadinessJson.shut(gates.addObject().put("gate", gate).put("name", words[1]), blocker, today);
        }
    }

    private static BillingCycle cycle(BillingTerms terms, String asked, LocalDate today) {
        if (asked == null) {
            InvoiceCycle cycle =
                    terms.cycle() == InvoiceCycle.SEMI_MONTHLY ? InvoiceCycle.SEMI_MONTHLY : InvoiceCycle.MONTHLY;
            return BillingCycle.of(terms.projectId(), cycle, today);
        }
        BillingCycle cycle =
                BillingCycle.parse(asked.startsWith("BC-") ? asked : "BC-" + terms.projectId() + "-" + asked);
        if (!cycle.projectId().equals(terms.projectId())) {
            throw new IllegalArgumentException(
                    "cycle " + asked + " is one of project " + cycle.projectId() + ", not " + terms.projectId());
        }
        return cycle;
    }

    private static RateValidation.Question question(JsonNode body) {
        String project = optional(body, "projectId");
        String contract = optional(body, "contractId");
        if ((project == null) == (contract == null)) {
            throw new IllegalArgumentException("name either projectId or contractId");
        }
        JsonNode minutes = body.path("entryMinutes");
        if (!minutes.isMissingNode() && !minutes.isNull() && !minutes.canConvertToInt()) {
            throw new IllegalArgumentException("entryMinutes must be a whole number of minutes");
        }
        return new RateValidation.Question(
                project,
                contract,
                required(body, "roleId"),
                LocalDate.parse(required(body, "workDate")),
                optional(body, "currency"),
                minutes.isInt() ? minutes.intValue() : null);
    }

    private static String required(JsonNode body, String field) {
        String text = optional(body, field);
        if (text == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return text;
    }

    private static String optional(JsonNode body, String field) {
        return body.path(field).isTextual() && !body.path(field).asText().isBlank()
                ? body.path(field).asText()
                : null;
    }

    private static String text(LocalDate date) {
        return date == null ? null : date.toString();
    }
}
