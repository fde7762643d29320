package firms;

import static firms.Facts.amount;
import static firms.Facts.data;
import static firms.Facts.effective;
import static firms.Facts.reference;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firms.Facts.Source;
import firms.Firm.Entity;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Makes a firm from a seed: one to three legal entities with currency, zone, holidays, cost centres and cost rates with a
 * boundary in the month; people ({@link Staff}); customers, contracts, deals and bookings ({@link Deals}); and time in
 * several versions ({@link Hours}). The same seed makes the same firm.
 */
final class FirmGenerator {

    /** Roles, with a rough cost of one hour in units of 100 yen or of one of any other currency. */
    static final List<String> ROLES = List.of("CON", "SAR", "ANL");

    private static final List<Entity> ENTITIES = List.of(
            entity("LE-US", "US", "USD", 2, "America/New_York", false),
            entity("LE-DE", "DE", "EUR", 2, "Europe/Berlin", true),
            entity("LE-JP", "JP", "JPY", 0, "Asia/Tokyo", true),
            entity("LE-IN", "IN", "INR", 2, "Asia/Kolkata", false),
            entity("LE-AU", "AU", "AUD", 2, "Australia/Adelaide", false),
            entity("LE-KW", "KW", "KWD", 3, "Asia/Kuwait", false));

    private FirmGenerator() {}

    private static Entity entity(String id, String country, String currency, int digits, String zone, boolean vat) {
        String short_ = id.substring(3);
        return new Entity(
                id,
                country,
                currency,
                digits,
                ZoneId.of(zone),
                vat,
                List.of("CC-" + short_ + "1", "CC-" + short_ + "2", "CC-" + short_ + "3"));
    }

    /** The firm of a seed. */
    static Firm firm(long seed) {
        Random dice = new Random(seed * 7919 + 17);
        Firm firm = Firm.empty(seed);
        List<Entity> choice = new ArrayList<>(ENTITIES);
        Collections.shuffle(choice, dice);
        firm.entities().addAll(choice.subList(0, 1 + dice.nextInt(3)));
        firm.entities().forEach(entity -> tell(firm, entity, dice));
        new Staff(firm, dice).hire();
        List<Firm.Booking> bookings = new Deals(firm, dice).win();
        new Hours(firm, dice).work(bookings);
        return firm;
    }

    private static void tell(Firm firm, Entity entity, Random dice) {
        ObjectNode company = reference(Source.ERP, "reference.legalentity.changed.v1", entity.id());
        ObjectNode data = data(company)
                .put("legalEntityId", entity.id())
                .put("name", "Firm of " + entity.country())
                .put("country", entity.country())
                .put("currency", entity.currency())
                .put("timeZone", entity.zone().getId());
        if (entity.vat()) {
            ObjectNode billing = data.putObject("billing");
            billing.putObject("address").put("city", "Town").put("country", entity.country());
            billing.put("vatId", entity.country() + "123456789").put("taxRate", "0.19");
        }
        firm.reference().add(company);
        if (!entity.currency().equals("USD")) {
            firm.reference().add(exchange(entity));
        }
        ObjectNode calendar = reference(Source.ERP, "reference.calendar.changed.v1", "CAL-" + entity.id());
        ArrayNode holidays =
                data(calendar).put("calendarId", "CAL-" + entity.id()).putArray("holidays");
        for (int i = dice.nextInt(4); i > 0; i--) {
            holidays.addObject()
                    .put("date", Firm.FIRST.plusDays(dice.nextInt(31)).toString())
                    .put("name", "Holiday " + i)
                    .put("fraction", dice.nextInt(3) == 0 ? "0.50" : "1.00");
        }
        firm.reference().add(calendar);
        for (String id : entity.centers()) {
            ObjectNode center = reference(Source.ERP, "reference.costcenter.changed.v1", id);
            data(center)
                    .put("costCenterId", id)
                    .put("legalEntityId", entity.id())
                    .put("name", "Team " + id);
            firm.reference().add(center);
        }
        for (String role : ROLES) {
            firm.reference().add(cost(entity, role, LocalDate.of(2026, 1, 1), dice));
            if (dice.nextBoolean()) {
                firm.reference().add(cost(entity, role, Firm.FIRST.plusDays(10 + dice.nextInt(10)), dice));
            }
        }
    }

    private static ObjectNode exchange(Entity entity) {
        String id = "FX-" + entity.currency() + "-USD-CLOSING-20261031";
        ObjectNode rate = reference(Source.ERP, "reference.fxrate.changed.v1", id);
        data(rate)
                .put("fxRateId", id)
                .put("from", entity.currency())
                .put("to", "USD")
                .put("rate", "1.2500000000")
                .put("type", "CLOSING")
                .put("date", "2026-10-31");
        return rate;
    }

    private static ObjectNode cost(Entity entity, String role, LocalDate from, Random dice) {
        String id = "CR-" + entity.id() + "-" + role + "-" + from;
        ObjectNode rate = effective(reference(Source.ERP, "costrate.changed.v1", id), from);
        data(rate)
                .put("costRateId", id)
                .put("legalEntityId", entity.id())
                .put("roleId", role)
                .put("from", from.toString())
                .set("rate", amount(hourly(40 + dice.nextInt(60), dice), entity.currency()));
        return rate;
    }

    /** A price of one hour with four decimals. */
    static String hourly(int whole, Random dice) {
        return whole + "." + (1000 + dice.nextInt(9000));
    }
}
