package firms;

import static firms.Facts.amount;
import static firms.Facts.data;
import static firms.Facts.effective;
import static firms.Facts.event;
import static firms.Facts.reference;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firms.Facts.Source;
import firms.Firm.Booking;
import firms.Firm.Engagement;
import firms.Firm.Entity;
import firms.Firm.Person;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Customers, contracts with prices that change in the month, won deals, and who is booked on what; some across entities. */
final class Deals {

    private static final List<String> NAMES =
            List.of("Alder Bakery", "Quorum Shipping", "Vexel Optics", "Tundra Mills", "Jasmine Foods");

    private final Firm firm;
    private final Random dice;

    Deals(Firm firm, Random dice) {
        this.firm = firm;
        this.dice = dice;
    }

    /** Who works on what, once all deals are won. */
    List<Booking> win() {
        int customers = 1 + dice.nextInt(3);
        for (int i = 0; i < customers; i++) {
            Entity entity = Firm.one(dice, firm.entities());
            String id = "C-%02d".formatted(i + 1);
            customer(id, NAMES.get(i), entity);
            for (int deals = 1 + dice.nextInt(2); deals > 0; deals--) {
                deal(2001 + firm.engagements().size(), id, entity);
            }
        }
        List<Booking> bookings = new ArrayList<>();
        for (Person person : firm.people()) {
            for (Engagement engagement : firm.engagements()) {
                boolean home = engagement.biller().equals(person.entity());
                if (dice.nextInt(10) < (home ? 7 : 2)) {
                    bookings.add(book("A-%04d".formatted(9000 + bookings.size()), person, engagement, home));
                }
            }
        }
        return bookings;
    }

    private void customer(String id, String name, Entity entity) {
        ObjectNode event = reference(Source.ERP, "customer.created.v1", id);
        ObjectNode data = data(event)
                .put("customerId", id)
                .put("legalName", name)
                .put("country", entity.country())
                .put("currency", entity.currency())
                .put("paymentTermsDays", 30);
        data.putArray("billingEntityIds").add(entity.id());
        data.putArray("taxIds")
                .addObject()
                .put("type", "VAT")
                .put(
                        "value",
                        (entity.country().equals("JP") ? "T987654321098" : entity.country() + "98765432")
                                + id.charAt(3));
        firm.told().add(event);
    }

    private void deal(int number, String customerId, Entity entity) {
        String type = Firm.one(dice, List.of("TM", "TM", "TM", "TM_NTE", "FIXED_MILESTONE", "RETAINER"));
        Engagement engagement =
                new Engagement("P-" + number, "CT-" + number, entity, customerId, type.startsWith("TM"));
        firm.engagements().add(engagement);
        ObjectNode contract =
                effective(reference(Source.ERP, "contract.signed.v1", engagement.contractId()), Firm.FIRST);
        ObjectNode terms = data(contract)
                .put("contractId", engagement.contractId())
                .put("customerId", customerId)
                .put("billingType", type)
                .put("currency", entity.currency())
                .put("billingEntityId", entity.id())
                .put("signedAt", "2026-09-15")
                .put("from", Firm.FIRST.toString())
                .put("status", "SIGNED")
                .put(
                        "invoiceCycle",
                        dice.nextInt(20) == 0 ? "WEEKLY" : Firm.one(dice, List.of("MONTHLY", "SEMI_MONTHLY")));
        terms.putArray("projectIds").add(engagement.projectId());
        String price = whole(dice.nextInt(4) == 0 ? 4_000 : 900_000, entity);
        terms.set(type.equals("TM_NTE") ? "cap" : "price", type.equals("TM") ? null : amount(price, entity.currency()));
        if (type.equals("FIXED_MILESTONE")) {
            terms.putArray("milestones")
                    .addObject()
                    .put("id", "M-1")
                    .put("name", "All")
                    .put("pct", "1.0000");
        }
        prices(terms.putArray("rateCard"), entity);
        firm.reference().add(contract);
        won(number, engagement, type, price);
    }

    private void prices(ArrayNode rows, Entity entity) {
        LocalDate boundary = Firm.FIRST.plusDays(5 + dice.nextInt(20));
        for (String role : FirmGenerator.ROLES) {
            if (dice.nextBoolean()) {
                row(rows, role, entity, LocalDate.of(2026, 1, 1), boundary);
                row(rows, role, entity, boundary, null);
            } else {
                row(rows, role, entity, LocalDate.of(2026, 1, 1), null);
            }
        }
        if (dice.nextInt(3) == 0) {
            Person person = Firm.one(dice, firm.people());
            row(rows, person.role(), entity, Firm.FIRST, null).put("workerId", person.id());
        }
    }

    private ObjectNode row(ArrayNode rows, String role, Entity entity, LocalDate from, LocalDate to) {
        ObjectNode row = rows.addObject()
                .put("roleId", role)
                .put("rate", FirmGenerator.hourly(100 + dice.nextInt(150), dice))
                .put("currency", entity.currency())
                .put("from", from.toString());
        if (to != null) {
            row.put("to", to.toString());
        }
        return row;
    }

    private void won(int number, Engagement engagement, String type, String price) {
        Instant time = Instant.parse("2026-09-30T15:00:00Z");
        ObjectNode event = event(Source.CRM, "opportunity.won.v1", "OPP-" + number, 3, time);
        data(event)
                .put("opportunityId", "OPP-" + number)
                .put("name", "Deal " + number)
                .put("customerId", engagement.customerId())
                .put("billingType", type)
                .put("billingEntityId", engagement.biller().id())
                .put("expectedStart", Firm.FIRST.toString())
                .put("expectedEnd", "2026-12-31")
                .put("closeDate", "2026-09-30")
                .put("managerId", firm.people().get(0).id())
                .put("contractId", engagement.contractId())
                .put("projectId", engagement.projectId())
                .set("amount", amount(price, engagement.biller().currency()));
        firm.told().add(event);
    }

    private Booking book(String id, Person person, Engagement engagement, boolean home) {
        LocalDate from = person.hired().isAfter(Firm.FIRST) ? person.hired() : Firm.FIRST;
        int versions = 1 + dice.nextInt(2);
        for (int version = 1; version <= versions; version++) {
            ObjectNode event = event(
                    Source.PSA,
                    version == 1 ? "assignment.approved.v1" : "assignment.changed.v1",
                    id,
                    version,
                    Instant.parse("2026-10-0" + version + "T07:00:00Z"));
            ObjectNode data = data(event)
                    .put("assignmentId", id)
                    .put("workerId", person.id())
                    .put("projectId", engagement.projectId())
                    .put("roleId", person.role())
                    .put("status", "APPROVED")
                    .put("from", from.toString())
                    .put("to", "2026-12-01")
                    .put("billable", true);
            data.putObject("allocation").put("pct", version == 1 ? "0.1000" : "0.0500");
            if (!home) {
                data.put("intercompanyAgreementId", "IC-1");
            }
            firm.told().add(event);
        }
        return new Booking(id, person, engagement);
    }

    private static String whole(int amount, Entity entity) {
        return entity.digits() == 0 ? "" + amount : amount + "." + "0".repeat(entity.digits());
    }
}
