package io.throughline.work;

import static io.throughline.work.DataFields.day;
import static io.throughline.work.DataFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.contract.Snapshots;
import io.throughline.money.Money;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import io.throughline.people.WorkerChange;
import io.throughline.work.UnbilledCycles.Cycle;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * CALC-11 and the business context of WF-33 for one failing fact: whose project it is, what the fact itself is worth, which
 * billing cycles it keeps from being billed, and what payroll misses. Only what is known is read; a fact that is itself
 * broken gets as far as its fields go.
 */
public final class MoneyAtRisk {

    /** Days a failing worker or booking is taken to stay out of work. */
    private static final int DELAY_DAYS = 7;

    /** WF-09: a project that does not open costs the planned value of its first two weeks. */
    private static final int FIRST_WEEKS = 14;

    private final Snapshots snapshots;
    private final TimeFacts time;
    private final EntriesAtRisk entries;
    private final CyclesAtRisk held;
    private final UnbilledCycles cycles;
    private final PlannedValue planned;
    private final UnapprovedAtRisk unapproved;
    private final Supplier<Bookings> bookings;
    private final Clock clock;
    private final WorkersAtRisk workers;

    /**
     * What waits on one failing fact.
     *
     * @param projectId      its project, or null
     * @param clientId       its client, or null
     * @param direct         what the fact is worth, or null when no money depends on it
     * @param counted        whether the unbilled amounts of the cycles have the fact in them already
     * @param cycles         cycles whose gate it holds
     * @param payrollMinutes minutes payroll misses
     * @param estimated      whether a planned or earlier price stood in for a missing one, or none was found
     * @param idle           what a day costs on which a booking does not come about, or null
     * @param worker         what waits on the worker whom the fact is about, or null
     */
    public record Finding(
            String projectId,
            String clientId,
            Money direct,
            boolean counted,
            List<Cycle> cycles,
            int payrollMinutes,
            boolean estimated,
            IdleDay idle,
            WorkerAtRisk worker) {

        public Finding {
            cycles = cycles == null ? List.of() : List.copyOf(cycles);
        }

        /** One that is about no worker. */
        public Finding(
                String projectId,
                String clientId,
                Money direct,
                boolean counted,
                List<Cycle> cycles,
                int payrollMinutes,
                boolean estimated,
                IdleDay idle) {
            this(projectId, clientId, direct, counted, cycles, payrollMinutes, estimated, idle, null);
        }

        /** One that keeps nobody from work. */
        public Finding(
                String projectId,
                String clientId,
                Money direct,
                boolean counted,
                List<Cycle> cycles,
                int payrollMinutes,
                boolean estimated) {
            this(projectId, clientId, direct, counted, cycles, payrollMinutes, estimated, null);
        }

        static Finding about(String projectId, String clientId) {
            return new Finding(projectId, clientId, null, true, List.of(), 0, false);
        }

        /** About a project and, when it is known, its client. */
        static Finding ofProject(Snapshots snapshots, String projectId) {
            String client = projectId == null
                    ? null
                    : snapshots
                            .latest("project", projectId, Project.class)
                            .map(Project::customerId)
                            .orElse(null);
            return about(projectId, client);
        }

        /** What it is worth in other currencies than that of {@link #direct}. */
        List<Money> others() {
            return worker == null ? List.of() : worker.sums().stream().skip(1).toList();
        }

        Finding holding(List<Cycle> held) {
            return new Finding(projectId, clientId, direct, counted, held, payrollMinutes, estimated, idle);
        }

        Finding planned(Money value) {
            return new Finding(projectId, clientId, value, false, cycles, payrollMinutes, true, idle);
        }

        Finding idle(IdleDay day) {
            return new Finding(projectId, clientId, direct, counted, cycles, payrollMinutes, estimated, day);
        }
    }

    public MoneyAtRisk(Snapshots snapshots, TimeFacts time, RateLookup rates, UnbilledCycles cycles, Clock clock) {
        this.snapshots = snapshots;
        this.time = time;
        this.entries = new EntriesAtRisk(snapshots, time, new PricesOfTime(snapshots, time, rates), cycles);
        this.held = new CyclesAtRisk(snapshots, cycles);
        this.cycles = cycles;
        this.planned = new PlannedValue(snapshots, rates);
        this.unapproved = new UnapprovedAtRisk(snapshots, new UnapprovedTime(snapshots, time, rates), cycles);
        this.bookings = () -> new Bookings(snapshots);
        this.clock = clock;
        this.workers = workers(change -> Optional.empty());
    }

    private MoneyAtRisk(
            MoneyAtRisk other, Supplier<Bookings> bookings, Function<WorkerChange, Optional<ObjectNode>> changes) {
        snapshots = other.snapshots;
        time = other.time;
        entries = other.entries;
        held = other.held;
        cycles = other.cycles;
        planned = other.planned;
        unapproved = other.unapproved;
        clock = other.clock;
        this.bookings = bookings;
        this.workers = changes == null ? other.workers : workers(changes);
    }

    private WorkersAtRisk workers(Function<WorkerChange, Optional<ObjectNode>> changes) {
        return new WorkersAtRisk(snapshots, time, planned, unapproved, cycles, DELAY_DAYS, changes, clock);
    }

    /** The same, which says of a change of a worker what it would do, see {@link io.throughline.people.ChangeWhatIf#assess}. */
    public MoneyAtRisk valuing(Function<WorkerChange, Optional<ObjectNode>> changes) {
        return new MoneyAtRisk(this, bookings, changes);
    }

    /** The same for one look at many facts: what books whom is read once, and not again for as long as this is used. */
    public MoneyAtRisk forOneLook() {
        Bookings once = new Bookings(snapshots);
        return new MoneyAtRisk(this, () -> once, null);
    }

    /**
     * Assesses a fact.
     *
     * @param object what it is about, such as {@code time}, {@code worker}, {@code invoice}; anything else has no money
     * @param data   the canonical object, as far as it is known
     */
    public Finding of(String object, JsonNode data) {
        return switch (object) {
            case "time" -> entries.time(data);
            case "expense" -> entries.expense(data);
            case "invoice" -> held.invoice(data);
            case "billing" -> data.has("overCap") ? held.overCap(data) : held.cycle(text(data, "id"));
            case "worker" -> worker(data, List.of());
            case "assignment" -> assignment(data);
            case "opportunity" -> opportunity(data);
            case "project" -> unapproved.closing(data).orElseGet(() -> project(text(data, "projectId"), data));
            case "rate-card", "contract" -> held.terms(data);
            case "customer" -> held.customer(text(data, "customerId"));
            case "payroll" -> new Finding(null, null, null, true, List.of(), DataFields.payMinutes(data), false);
            case "intercompany-due" -> lent(data);
            default -> Finding.ofProject(snapshots, text(data, "projectId"));
        };
    }

    /** What waits on time without approval that clients are to pay: a finding for each project that is known, by id. */
    public List<Finding> unapproved(Collection<TimeFact> waiting) {
        return unapproved.billable(waiting);
    }

    /**
     * What waits on a worker.
     *
     * @param data      the worker, a change of him, his end, or what follows from one of these, as far as it is known
     * @param requests  assignments that wait for him to become known, as far as they are known
     */
    public Finding worker(JsonNode data, Collection<JsonNode> requests) {
        String id = text(data, "workerId");
        return workers.of(data, id == null ? List.of() : bookings.get().ofWorker(id), requests);
    }

    private Finding assignment(JsonNode data) {
        try {
            Assignment booking = Json.read(data, Assignment.class);
            return booked(List.of(booking), DELAY_DAYS)
                    .idle(IdleDay.of(snapshots, planned, booking, LocalDate.now(clock))
                            .orElse(null));
        } catch (IllegalArgumentException incomplete) {
            return Finding.ofProject(snapshots, text(data, "projectId"));
        }
    }

    /** The planned value of bookings; of several currencies the one of the first counts. */
    private Finding booked(List<Assignment> bookings, int days) {
        LocalDate today = LocalDate.now(clock);
        Finding about = Finding.ofProject(snapshots, bookings.get(0).projectId());
        List<Money> values = bookings.stream()
                .flatMap(one -> planned.of(one, today, days).stream())
                .toList();
        return values.stream()
                .filter(value -> value.currency().equals(values.get(0).currency()))
                .reduce(Money::plus)
                .map(about::planned)
                .orElse(about);
    }

    private Finding opportunity(JsonNode data) {
        Finding about = text(data, "projectId") == null
                ? Finding.about(null, text(data, "customerId"))
                : Finding.ofProject(snapshots, text(data, "projectId"));
        if (!data.path("amount").hasNonNull("amount")) {
            return about;
        }
        Money amount = Json.read(data.get("amount"), Money.class);
        return about.planned(
                PlannedValue.share(amount, day(data, "expectedStart"), day(data, "expectedEnd"), FIRST_WEEKS));
    }

    private Finding project(String projectId, JsonNode data) {
        List<Cycle> held = projectId == null ? List.of() : cycles.ofProject(projectId);
        Finding about = Finding.ofProject(snapshots, projectId).holding(held);
        List<Assignment> booked = bookings.get().ofProject(projectId);
        if (!booked.isEmpty()) {
            return booked(booked, FIRST_WEEKS).holding(held);
        }
        if (data.path("budgetRevenue").hasNonNull("amount") && held.isEmpty()) {
            Money budget = Json.read(data.get("budgetRevenue"), Money.class);
            return about.planned(PlannedValue.share(budget, day(data, "start"), day(data, "end"), FIRST_WEEKS));
        }
        return about;
    }

    private Finding lent(JsonNode due) {
        Finding about = Finding.ofProject(snapshots, text(due, "projectId"));
        return new LentTime(snapshots, time).worth(due).map(about::planned).orElse(about);
    }
}
