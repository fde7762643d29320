package io.throughline.desk;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.api.Reply;
import io.throughline.broker.Outgoing;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Violation;
import io.throughline.delivery.Batch;
import io.throughline.delivery.Batch.Fate;
import io.throughline.delivery.MailRoom;
import io.throughline.http.Keyring;
import io.throughline.intake.Reading.Problem;
import io.throughline.journal.Database;
import io.throughline.journal.Journal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;

/**
 * What a person decides about a case: {@code replay}, {@code discard}, {@code resubmit}, {@code settle}, {@code assign}.
 * Everything that can be refused is refused before anything changes.
 */
public final class Decisions {

    private static final Set<String> ACTIONS = Set.of("replay", "discard", "resubmit", "settle", "assign");

    private final Database database;
    private final CaseBook book;
    private final Journal journal;
    private final EventVersions versions;
    private final Preparation preparation;
    private final Handling handling;

    public Decisions(
            Database database,
            CaseBook book,
            Journal journal,
            EventVersions versions,
            Preparation preparation,
            Handling handling) {
        this.database = database;
        this.book = book;
        this.journal = journal;
        this.versions = versions;
        this.preparation = preparation;
        this.handling = handling;
    }

    /** Reads {@code POST /api/v1/exceptions/{id}/{action}}. */
    public Decision open(Exchange exchange) {
        String id = exchange.getMessage().getHeader("id", String.class);
        String action = exchange.getMessage().getHeader("action", String.class);
        if (!ACTIONS.contains(action)) {
            return Decision.refused(Reply.problem(
                    404, "Not Found", "a case can be replayed, discarded, resubmitted, settled or assigned"));
        }
        JsonNode body;
        try {
            byte[] bytes = exchange.getMessage().getBody(byte[].class);
            body = bytes == null || bytes.length == 0 ? Json.mapper().createObjectNode() : Json.tree(bytes);
        } catch (IllegalArgumentException unreadable) {
            return Decision.refused(Reply.problem(400, "Bad Request", "the body is not JSON"));
        }
        Optional<DeskCase> found = id.matches("\\d{1,18}")
                ? database.read(connection -> book.find(connection, Long.parseLong(id)))
                : Optional.empty();
        if (found.isEmpty()) {
            return Decision.refused(Reply.problem(404, "Not Found", "there is no case " + id));
        }
        if (found.get().closed()) {
            return Decision.refused(
                    conflict("case " + id + " is closed: " + found.get().closedBy()));
        }
        Decision decision = new Decision(found.get(), action, Actor.of(exchange), body);
        prepare(decision);
        return decision;
    }

    /** Looks at what the trial found; a version that passes is to be accepted. */
    public Decision judge(Decision decision) {
        if (decision.refusal() != null || decision.trial() == null) {
            return decision;
        }
        List<Violation> stopping = Handling.stopping(decision.trial());
        if (decision.trial().arrivals().stream()
                .anyMatch(tried -> tried.event() == decision.version() && tried.fate() == Fate.SUPERSEDED)) {
            decision.refuse(conflict("a newer version of " + decision.version().subject() + " is known already"));
        } else if (!stopping.isEmpty()) {
            boolean edit = decision.action().equals("resubmit");
            decision.refuse(Reply.problem(
                    edit ? 422 : 409,
                    edit ? "Unprocessable Content" : "Conflict",
                    edit
                            ? "the edited payload breaks a rule; nothing was changed"
                            : "it would stop again; nothing was changed",
                    problems(stopping)));
        } else {
            accept(decision);
        }
        return decision;
    }

    private void accept(Decision decision) {
        try {
            if (decision.version() != null) {
                preparation.mayBeReplaced(decision);
            }
            decision.acceptTried();
        } catch (CaseSteps.Impossible impossible) {
            decision.refuse(conflict(impossible.getMessage()));
        }
    }

    /** Writes the decision and gives the messages that follow from it. */
    public List<Outgoing> carryOut(Decision decision) {
        if (decision.refusal() == null) {
            try {
                handling.carryOut(decision);
            } catch (CaseSteps.Impossible impossible) {
                decision.refuse(conflict(impossible.getMessage()));
            }
        }
        return decision.messages().stream()
                .map(step -> MailRoom.delivery(step.system(), step.stepNo(), step.lane()))
                .toList();
    }

    /** Answers the request. */
    public void answer(Decision decision, Exchange exchange) {
        Reply reply =
                decision.refusal() != null ? decision.refusal() : Reply.json(decision.status(), decision.outcome());
        reply.on(exchange);
    }

    private void prepare(Decision decision) {
        DeskCase about = decision.about();
        switch (decision.action()) {
            case "discard" -> require(decision, decision.reason() != null, "/reason", "a discard needs a reason");
            case "settle" -> {
                require(
                        decision,
                        decision.body().path("reference").asText("").length() > 0,
                        "/reference",
                        "say under which id the target has it");
                require(decision, decision.reason() != null, "/reason", "a settlement needs a reason");
                settle(decision);
            }
            case "assign" -> {
                String person = decision.body().path("person").asText("");
                require(
                        decision,
                        person.equals(Keyring.OPERATOR)
                                || Keyring.PERSON.matcher(person).matches(),
                        "/person",
                        "person is the name of a person, such as ann");
            }
            case "resubmit" -> plan(decision, true);
            case "replay" -> {
                if (about.eventNo() == null) {
                    preparation.unpark(decision);
                } else if (about.step() == null && !preparation.goOn(decision)) {
                    plan(decision, false);
                }
            }
            default -> throw new IllegalStateException(decision.action());
        }
    }

    private void settle(Decision decision) {
        if (decision.refusal() == null) {
            try {
                handling.settle(decision);
            } catch (CaseSteps.Impossible impossible) {
                decision.refuse(conflict(impossible.getMessage()));
            }
        }
    }

    /** Prepares a new version of the event, to be planned by its flow again. */
    private void plan(Decision decision, boolean edit) {
        if (decision.about().eventNo() == null) {
            decision.refuse(conflict("it is not in the journal yet; correct it at its source, or discard it"));
            return;
        }
        if (!edit && preparation.movedMoney(decision)) {
            decision.refuse(conflict("a step of it that moves money is done, and its flow cannot go on from there;"
                    + " resubmit an edited version, or discard it"));
            return;
        }
        Event original = database.read(
                        connection -> journal.find(connection, decision.about().eventNo()))
                .orElseThrow()
                .event();
        try {
            JsonNode data = edit ? EventVersions.edited(original.data(), decision.body()) : original.data();
            List<Violation> broken = edit ? versions.check(original, data) : List.of();
            if (!broken.isEmpty()) {
                decision.refuse(Reply.problem(
                        422,
                        "Unprocessable Content",
                        "the edited payload does not fit; nothing was changed",
                        problems(broken)));
                return;
            }
            Event version = database.read(connection -> versions.next(connection, original, data));
            decision.tryOut(version, holding(version, decision), holding(version, decision));
        } catch (IllegalArgumentException wrong) {
            decision.refuse(Reply.problem(422, "Unprocessable Content", wrong.getMessage()));
        }
    }

    private static Batch holding(Event version, Decision decision) {
        Batch batch = new Batch("desk:" + decision.actor(), false);
        batch.arrive(version, List.of(), List.of(), 0).madeBy(Journal.Provenance.NONE.by(decision.actor()));
        return batch;
    }

    private static void require(Decision decision, boolean met, String pointer, String sentence) {
        if (!met && decision.refusal() == null) {
            decision.refuse(Reply.problem(
                    422,
                    "Unprocessable Content",
                    sentence,
                    problems(List.of(Violation.reject("REQUEST", pointer, sentence)))));
        }
    }

    private static List<Problem> problems(List<Violation> violations) {
        return violations.stream()
                .map(violation -> new Problem(0, violation.pointer(), violation))
                .toList();
    }

    static Reply conflict(String detail) {
        return Reply.problem(409, "Conflict", detail);
    }
}
