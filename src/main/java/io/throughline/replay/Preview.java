package io.throughline.replay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.journal.Seal;
import io.throughline.replay.Candidates.Candidate;
import io.throughline.replay.Candidates.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a replay would do, said before it does anything: how many, how much money, what was replayed before. */
final class Preview {

    private static final int LISTED = 20;

    private final Policy policy;
    private final Seal seal;

    Preview(Policy policy, Seal seal) {
        this.policy = policy;
        this.seal = seal;
    }

    /** The preview, ready to be shown and kept. */
    ObjectNode of(Connection connection, List<Candidate> candidates) throws SQLException {
        ObjectNode preview = Json.mapper().createObjectNode();
        Map<String, Integer> byTarget = new TreeMap<>();
        int finished = 0;
        int superseded = 0;
        int pruned = 0;
        int held = 0;
        int without = 0;
        int steps = 0;
        boolean financial = false;
        for (Candidate candidate : candidates) {
            List<Step> unfinished = candidate.unfinished();
            if (candidate.pruned() != null) {
                pruned++;
            } else if (candidate.state().equals("SUPERSEDED")) {
                superseded++;
            } else if (candidate.state().equals("HELD")) {
                held++;
            } else if (candidate.steps().isEmpty()) {
                without++;
            } else if (unfinished.isEmpty()) {
                finished++;
            }
            steps += unfinished.size();
            financial |= policy.financial(unfinished);
            unfinished.forEach(step ->
                    byTarget.merge(step.system() + "/" + step.operation() + " " + step.state(), 1, Integer::sum));
        }
        preview.put("events", candidates.size()).put("steps", steps);
        ArrayNode targets = preview.putArray("targets");
        byTarget.forEach((name, count) -> targets.addObject()
                .put("target", name.substring(0, name.indexOf(' ')))
                .put("state", name.substring(name.indexOf(' ') + 1))
                .put("steps", count));
        preview.put("finished", finished)
                .put("superseded", superseded)
                .put("held", held)
                .put("without", without)
                .put("pruned", pruned);
        Worth worth = new Worth(seal);
        worth.add(connection, candidates);
        preview.set("money", worth.json());
        preview.put("payrollHours", worth.payrollHours().toPlainString());
        preview.put("financial", financial);
        boolean many = candidates.size() > policy.alone();
        preview.put("approval", financial || many);
        ArrayNode reasons = preview.putArray("approvalBecause");
        if (many) {
            reasons.add(candidates.size() + " events are more than the " + policy.alone()
                    + " that one person may have replayed");
        }
        if (financial) {
            reasons.add("steps that move money are among them");
        }
        preview.set("before", earlier(connection, candidates));
        return preview;
    }

    /** Whether the preview asks for a second person. */
    static boolean approval(ObjectNode preview) {
        return preview.path("approval").asBoolean();
    }

    /** When some of these events were sent again before, newest first: in replays, and alone at the desk. */
    private static ArrayNode earlier(Connection connection, List<Candidate> candidates) throws SQLException {
        Object[] events = candidates.stream().map(Candidate::eventNo).toArray();
        List<ObjectNode> earlier = new ArrayList<>(Earlier.replays(connection, events, LISTED));
        earlier.addAll(Earlier.decisions(connection, events, LISTED));
        earlier.sort(Comparator.comparing(
                        (ObjectNode one) -> Instant.parse(one.path("at").asText()))
                .reversed());
        ArrayNode list = Json.mapper().createArrayNode();
        earlier.stream().limit(LISTED).forEach(list::add);
        return list;
    }
}
