package io.throughline.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.contract.Event;
import io.throughline.contract.Plan;
import io.throughline.contract.Settled;
import io.throughline.contract.Violation;
import io.throughline.journal.Journal;
import io.throughline.journal.Journal.Provenance;
import io.throughline.journal.Seal;
import io.throughline.journal.Xrefs.Xref;
import java.util.ArrayList;
import java.util.List;

/**
 * What one database transaction is about: events that arrived and answers of targets, together with what the flows plan
 * because of them. Not thread-safe: one batch belongs to one exchange.
 */
public final class Batch {

    /** What became of an event. */
    public enum Fate {
        ACCEPTED,
        DUPLICATE,
        HELD,
        PARKED,
        REJECTED,
        SUPERSEDED
    }

    /** One event on its way into the journal. */
    public static final class Arrival {
        private final Event event;
        private final List<Xref> xrefs;
        private final List<String> missing;
        private final int row;
        private final Long cause;
        private Provenance provenance = Provenance.NONE;
        private String origin;
        private Plan plan;
        private Fate fate;
        private long eventNo;

        Arrival(Event event, List<Xref> xrefs, List<String> missing, int row, Long cause) {
            this.event = event;
            this.xrefs = xrefs;
            this.missing = missing;
            this.row = row;
            this.cause = cause;
        }

        public Event event() {
            return event;
        }

        /** Row of the document it came from, 1 for the first; 0 when it followed from another event. */
        public int row() {
            return row;
        }

        /** Says how it was made from what arrived. */
        public Arrival madeBy(Provenance made) {
            provenance = made;
            return this;
        }

        /** Says where it came from when that is not where its batch comes from. */
        public Arrival cameFrom(String other) {
            origin = other;
            return this;
        }

        /** Says that a person has to look at it, whatever its flow would make of it. */
        public Arrival stopped(List<Violation> reasons) {
            plan = Plan.stopped(reasons);
            fate = Fate.HELD;
            return this;
        }

        /** How it was made from what arrived. */
        public Provenance provenance() {
            return provenance;
        }

        String origin(Batch batch) {
            return origin == null ? batch.origin() : origin;
        }

        /** What became of it, or null before the batch is committed. */
        public Fate fate() {
            return fate;
        }

        /** Its number in the journal, 0 when it did not get there. */
        public long eventNo() {
            return eventNo;
        }

        public List<Violation> findings() {
            return plan == null ? List.of() : plan.findings();
        }

        Plan plan() {
            return plan;
        }

        List<Xref> xrefs() {
            return xrefs;
        }

        /** What it cannot do without: references, each {@code <object>@<system>:<external id>}, or what its flow waits for. */
        public List<String> missing() {
            return waits() ? List.of(plan.waitsFor()) : missing;
        }

        /** Whether the flow that planned it has to wait for something. */
        boolean waits() {
            return plan != null && plan.waitsFor() != null;
        }

        /** Whether it need not wait any more; a repeat of what was parked in the same batch decides nothing. */
        boolean isDecided() {
            return fate != Fate.PARKED && (fate != Fate.DUPLICATE || eventNo > 0);
        }

        /** What is parked of it: the fact as its mapping left it. */
        Event parkable() {
            return waits() ? event.withData(event.candidate()) : event;
        }

        /** The journal number of a parked or held event that is taken up again, or null for a new one. */
        Long resumed() {
            return cause;
        }

        /**
         * Whether a person has to look at it. What follows from other events has no sender who could be told of a
         * refusal, so it is kept instead.
         */
        boolean held() {
            return plan != null && (plan.held() || (plan.rejected() && row == 0));
        }

        void plan(Plan planned) {
            plan = planned;
        }

        void fate(Fate decided, long number) {
            fate = decided;
            eventNo = number;
        }
    }

    /** One answer of a target. */
    public static final class Settlement {
        private final Delivery delivery;
        private final Answer answer;
        private Settled settled;
        private Ledger.Outcome outcome;
        private final boolean again;
        private long eventNo;
        private String flow;
        private Plan plan;

        Settlement(Delivery delivery, Answer answer, boolean again) {
            this.delivery = delivery;
            this.answer = answer;
            this.again = again;
        }

        /** Whether the step was settled long ago, and only what its flow goes on with is planned once more. */
        boolean isAgain() {
            return again;
        }

        /** What the flow found when it went on. */
        public List<Violation> findings() {
            return plan == null ? List.of() : plan.findings();
        }

        public Delivery delivery() {
            return delivery;
        }

        public Answer answer() {
            return answer;
        }

        Settled settled() {
            return settled;
        }

        long eventNo() {
            return eventNo;
        }

        Plan plan() {
            return plan;
        }

        /** The flow whose plan the step belongs to. */
        String flow() {
            return flow;
        }

        void of(long number, String planner) {
            eventNo = number;
            flow = planner;
        }

        /** What the answer means for the step; null while nobody has said so, and for one that was settled long ago. */
        Ledger.Outcome outcome() {
            return outcome;
        }

        void outcome(Ledger.Outcome decided) {
            outcome = decided;
        }

        void settled(Settled fact) {
            settled = fact;
        }

        void plan(Plan planned) {
            plan = planned;
        }
    }

    private final String origin;
    private final boolean redelivered;
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<Settlement> settlements = new ArrayList<>();
    private final List<StepMessage> toSend = new ArrayList<>();
    private final List<Published> toPublish = new ArrayList<>();
    private final Versions versions = new Versions();

    /**
     * An event to be published.
     *
     * @param eventNo its number in the journal
     * @param text    its data as JSON in UTF-8
     */
    public record Published(long eventNo, Event event, byte[] text) {

        static Published of(Journal.Entry entry) {
            return new Published(
                    entry.eventNo(), entry.event(), Seal.plain(entry.event().data()));
        }
    }

    /** A delivery message to be sent: which step, in which queue, grouped by which lane. */
    public record StepMessage(String system, long stepNo, String lane) {}

    /**
     * @param origin      where the batch came from, such as {@code jms:intake.salesforce} or {@code file:<receipt>}
     * @param redelivered whether an earlier attempt at the same batch may have got as far as the journal
     */
    public Batch(String origin, boolean redelivered) {
        this.origin = origin;
        this.redelivered = redelivered;
    }

    public String origin() {
        return origin;
    }

    public boolean isRedelivered() {
        return redelivered;
    }

    /** Adds an event that arrived. */
    public Arrival arrive(Event event, List<Xref> xrefs, List<String> missing, int row) {
        Arrival arrival = new Arrival(event, xrefs, missing, row, null);
        arrivals.add(arrival);
        return arrival;
    }

    /** Takes over an event that was read apart from this batch. */
    public void take(Arrival arrival) {
        arrivals.add(arrival);
    }

    /** Takes up an event that is in the journal already. */
    public Arrival resume(long eventNo, Event event, List<Xref> xrefs, List<String> missing) {
        Arrival arrival = new Arrival(event, xrefs, missing, 0, eventNo);
        arrivals.add(arrival);
        return arrival;
    }

    /** Adds an answer of a target. */
    public void answered(Delivery delivery, Answer answer) {
        settlements.add(new Settlement(delivery, answer, false));
    }

    /**
     * Lets the flow of an applied step, which was held when it went on, plan once more what follows.
     *
     * @param delivery the step as its connector received it
     * @param result   what the target had answered, in canonical words, or null
     */
    public void goOn(Ledger.Row applied, Delivery delivery, JsonNode result) {
        Settlement settlement =
                new Settlement(delivery, new Answer.Applied(applied.targetReference(), result, true), true);
        settlement.of(applied.eventNo(), applied.flow());
        settlements.add(settlement);
    }

    public List<Arrival> arrivals() {
        return arrivals;
    }

    public List<Settlement> settlements() {
        return settlements;
    }

    /** Delivery messages to send once the transaction is committed. */
    public List<StepMessage> toSend() {
        return toSend;
    }

    /** Events to publish once the transaction is committed. */
    public List<Published> toPublish() {
        return toPublish;
    }

    Versions versions() {
        return versions;
    }

    List<Arrival> unplanned() {
        return arrivals.stream()
                .filter(arrival -> arrival.plan == null && arrival.fate == null)
                .toList();
    }
}
