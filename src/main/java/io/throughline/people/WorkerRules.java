package io.throughline.people;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Violation;
import io.throughline.money.CostCenter;
import io.throughline.money.LegalEntity;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What must be true of a worker before other systems hear of it (V-WRK-01 to 08 of WF-01). */
public final class WorkerRules {

    private static final BigDecimal MOST_FTE = new BigDecimal("1.2");
    private static final Map<String, String> ALPHA3 = Set.of(Locale.getISOCountries()).stream()
            .collect(Collectors.toUnmodifiableMap(
                    code -> new Locale("", code).getISO3Country(), code -> code, (a, b) -> a));

    private final Snapshots snapshots;
    private final WorkerIndex index;
    private final Clock clock;

    public WorkerRules(Snapshots snapshots, WorkerIndex index, Clock clock) {
        this.snapshots = snapshots;
        this.index = index;
        this.clock = clock;
    }

    /**
     * V-WRK-04 and V-WRK-08 as corrections: a country in alpha-3 becomes alpha-2, and a worker hired in the future is
     * {@code PREHIRE}. The tree is changed in place.
     */
    public ObjectNode fix(ObjectNode worker) {
        JsonNode org = worker.path("org");
        String country = org.path("country").asText("").toUpperCase(Locale.ROOT);
        if (org instanceof ObjectNode place && !country.isEmpty()) {
            place.put("country", ALPHA3.getOrDefault(country, country));
        }
        String hireDate = worker.path("employment").path("hireDate").asText("");
        if (worker.path("status").asText("").equals("ACTIVE")
                && hireDate.compareTo(today(org).toString()) > 0) {
            worker.put("status", Worker.Status.PREHIRE.name());
        }
        return worker;
    }

    /** All rules that a worker breaks who was told as a whole. */
    public List<Violation> check(Worker worker) {
        return check(worker, "V-WRK-02");
    }

    /** The same for what a change makes of a worker as of its date; his cost centre is the matter of V-WRK-10 then. */
    List<Violation> checkChanged(Worker worker) {
        return check(worker, "V-WRK-10");
    }

    private List<Violation> check(Worker worker, String costCenterRule) {
        List<Violation> found = new ArrayList<>();
        entity(worker, found);
        costCenter(worker, costCenterRule, found);
        manager(worker, found);
        hours(worker, found);
        for (Worker other : index.byEmail(worker.workEmail())) {
            if (!other.workerId().equals(worker.workerId())) {
                found.add(Violation.hold(
                        "V-WRK-06",
                        "/workEmail",
                        "workEmail " + worker.workEmail() + " already belongs to worker " + other.workerId()));
            }
        }
        person(worker, found);
        if (worker.employment()
                        .hireDate()
                        .isAfter(LocalDate.now(clock.withZone(worker.org().timeZone())))
                && worker.status() == Worker.Status.ACTIVE) {
            found.add(Violation.warn(
                    "V-WRK-08",
                    "/status",
                    "status ACTIVE is treated as PREHIRE until "
                            + worker.employment().hireDate()));
        }
        return found;
    }

    private void entity(Worker worker, List<Violation> found) {
        String id = worker.employment().legalEntityId();
        LocalDate hired = worker.employment().hireDate();
        Optional<LegalEntity> entity = snapshots.latest("legal-entity", id, LegalEntity.class);
        if (entity.isEmpty()) {
            found.add(Violation.hold(
                    "V-WRK-01", "/employment/legalEntityId", "legalEntityId " + id + " is not a known legal entity"));
        } else if (!open(entity.get().effectiveFrom(), entity.get().effectiveTo(), effective(worker))) {
            found.add(Violation.hold(
                    "V-WRK-01",
                    "/employment/legalEntityId",
                    "legal entity " + id + " is not active on " + effective(worker) + " (hired " + hired + ")"));
        }
    }

    private void costCenter(Worker worker, String rule, List<Violation> found) {
        String id = worker.org().costCenterId();
        String entity = worker.employment().legalEntityId();
        Optional<CostCenter> center = snapshots.latest("cost-center", id, CostCenter.class);
        if (center.isEmpty()) {
            found.add(Violation.hold(rule, "/org/costCenterId", "costCenterId " + id + " is not a known cost centre"));
        } else if (!center.get().legalEntityId().equals(entity)) {
            found.add(Violation.hold(
                    rule,
                    "/org/costCenterId",
                    "cost centre " + id + " belongs to " + center.get().legalEntityId() + ", not to " + entity));
        } else if (!open(center.get().effectiveFrom(), center.get().effectiveTo(), effective(worker))) {
            found.add(Violation.hold(
                    rule, "/org/costCenterId", "cost centre " + id + " is closed on " + effective(worker)));
        }
    }

    private void manager(Worker worker, List<Violation> found) {
        Set<String> seen = new HashSet<>(Set.of(worker.workerId()));
        String managerId = worker.org().managerId();
        String direct = managerId;
        while (managerId != null) {
            if (!seen.add(managerId)) {
                found.add(Violation.warn(
                        "V-WRK-03", "/org/managerId", "manager " + direct + " reports to " + worker.workerId()));
                return;
            }
            Optional<Worker> manager = snapshots.latest("worker", managerId, Worker.class);
            if (manager.isEmpty() || manager.get().status() == Worker.Status.TERMINATED) {
                if (managerId.equals(direct)) {
                    found.add(Violation.warn(
                            "V-WRK-03",
                            "/org/managerId",
                            "manager " + managerId + (manager.isEmpty() ? " is not known" : " has left")
                                    + "; the next manager above stands in"));
                }
                return;
            }
            managerId = manager.get().org().managerId();
        }
    }

    private static void hours(Worker worker, List<Violation> found) {
        Worker.Employment employment = worker.employment();
        if (employment.fte().signum() <= 0 || employment.fte().compareTo(MOST_FTE) > 0) {
            found.add(Violation.hold(
                    "V-WRK-05",
                    "/employment/fte",
                    "fte " + employment.fte().toPlainString() + " is not above 0 and at most 1.2"));
        }
        BigDecimal total = employment.workPattern().total();
        if (total.compareTo(employment.weeklyHours()) != 0) {
            found.add(Violation.hold(
                    "V-WRK-05",
                    "/employment/weeklyHours",
                    "weeklyHours " + employment.weeklyHours().toPlainString() + " is not the sum of the work pattern "
                            + total.toPlainString()));
        }
    }

    private void person(Worker worker, List<Violation> found) {
        for (Worker known : index.byPerson(worker.personId())) {
            if (!known.workerId().equals(worker.workerId())) {
                found.add(Violation.hold(
                        "V-WRK-07",
                        "/personId",
                        "person " + worker.personId() + " is known as worker " + known.workerId()
                                + "; this is a rehire of that worker, not a second one"));
            } else if (rehire(known, worker)) {
                found.add(Violation.warn(
                        "V-WRK-07",
                        "/employment/sequence",
                        "worker " + known.workerId() + " is known; treated as a rehire from "
                                + worker.employment().hireDate()));
            }
        }
    }

    /** Whether a known worker starts another employment. */
    static boolean rehire(Worker known, Worker worker) {
        return worker.employment().sequence() > known.employment().sequence();
    }

    private static LocalDate effective(Worker worker) {
        LocalDate hired = worker.employment().hireDate();
        LocalDate from = worker.effectiveDate();
        return from != null && from.isAfter(hired) ? from : hired;
    }

    private static boolean open(LocalDate from, LocalDate to, LocalDate on) {
        return (from == null || !on.isBefore(from)) && (to == null || on.isBefore(to));
    }

    private LocalDate today(JsonNode org) {
        String zone = org.path("timeZone").asText("");
        return LocalDate.now(
                java.time.ZoneId.getAvailableZoneIds().contains(zone)
                        ? clock.withZone(java.time.ZoneId.of(zone))
                        : clock);
    }
}
