package io.throughline.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Flows;
import io.throughline.contract.Json;
import io.throughline.delivery.target.Budget;
import io.throughline.delivery.target.Circuit;
import io.throughline.delivery.target.KillSwitches;
import io.throughline.delivery.target.KillSwitches.Scope;
import io.throughline.delivery.target.Target;
import io.throughline.delivery.target.Targets;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.Exchange;

/** What may be asked of targets, and the kill switches of systems and flows. */
public final class TargetControl {

    private final Targets targets;
    private final KillSwitches switches;

    public TargetControl(Targets targets, KillSwitches switches) {
        this.targets = targets;
        this.switches = switches;
    }

    /** {@code GET /api/v1/targets}: circuit, budget and switch of every system, and what else is stopped. */
    public void list(Exchange exchange) {
        ObjectNode answer = Json.mapper().createObjectNode();
        ArrayNode list = answer.putArray("targets");
        new java.util.TreeMap<>(targets.all()).values().forEach(target -> list.add(describe(target)));
        ArrayNode stopped = answer.putArray("stopped");
        switches.all().forEach(stop -> stopped.addObject()
                .put("scope", stop.scope().name().toLowerCase(Locale.ROOT))
                .put("name", stop.name())
                .put("since", stop.since().toString())
                .put("actor", stop.actor())
                .put("reason", stop.reason()));
        Reply.json(200, answer).on(exchange);
    }

    /**
     * {@code POST /api/v1/targets/{id}/{action}} and {@code POST /api/v1/flows/{id}/{action}} with {@code stop} or
     * {@code resume}; the body {@code {"reason": "..."}} says why.
     *
     * @param scope {@code system} or {@code flow}
     */
    public void change(Exchange exchange, String scope) {
        Scope what = Scope.valueOf(scope.toUpperCase(Locale.ROOT));
        String name = exchange.getMessage().getHeader("id", String.class);
        String action = exchange.getMessage().getHeader("action", String.class);
        String actor = exchange.getMessage().getHeader("ThroughlineActor", "unknown", String.class);
        if (what == Scope.SYSTEM ? !targets.all().containsKey(name) : !Flows.exists(name)) {
            Reply.problem(404, "Not Found", "there is no " + scope + " '" + name + "'")
                    .on(exchange);
            return;
        }
        Optional<String> reason = reason(exchange);
        if (reason.isEmpty()) {
            Reply.problem(422, "Unprocessable Content", "say why: {\"reason\": \"...\"}")
                    .on(exchange);
            return;
        }
        switch (String.valueOf(action)) {
            case "stop" -> switches.stop(what, name, actor, reason.get());
            case "resume" -> switches.resume(what, name, actor, reason.get());
            default -> {
                Reply.problem(404, "Not Found", "a " + scope + " can be stopped (stop) and let go on (resume)")
                        .on(exchange);
                return;
            }
        }
        list(exchange);
    }

    private static Optional<String> reason(Exchange exchange) {
        try {
            String text = exchange.getMessage().getBody(String.class);
            String reason = text == null || text.isBlank()
                    ? ""
                    : Json.tree(text).path("reason").asText("").strip();
            return reason.isEmpty() || reason.length() > 1000 ? Optional.empty() : Optional.of(reason);
        } catch (RuntimeException noJson) {
            return Optional.empty();
        }
    }

    private ObjectNode describe(Target target) {
        Circuit.View circuit = target.circuit().view();
        Budget.View budget = target.budget().view();
        ObjectNode described = Json.mapper()
                .createObjectNode()
                .put("system", target.system())
                .put("circuit", circuit.state().name())
                .put("callsUnderWay", budget.underWay())
                .put("callsAllowed", budget.allowed())
                .put("callsAtMost", budget.most())
                .put("pauseSeconds", budget.pause().toSeconds());
        if (circuit.openSince() != null) {
            described
                    .put("openSince", circuit.openSince().toString())
                    .put("nextProbe", circuit.probeAt().toString())
                    .put("reason", circuit.reason());
        }
        return described;
    }
}
