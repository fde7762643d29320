package io.throughline.intake;

import io.throughline.contract.Event;
import io.throughline.contract.Violation;
import io.throughline.journal.Xrefs.Xref;
import java.util.ArrayList;
import java.util.List;

/** What the stores can keep of an event's envelope; anything longer is refused at the door, not at the commit. */
final class Envelope {

    private Envelope() {}

    static List<Violation> check(Event event, List<Xref> xrefs) {
        List<Violation> broken = new ArrayList<>();
        check(broken, "source", event.source(), 200);
        check(broken, "id", event.id(), 240);
        check(broken, "type", event.type(), 100);
        check(broken, "subject", event.subject(), 60);
        check(broken, "partitionkey", event.key(), 140);
        check(broken, "correlationid", event.correlationId(), 240);
        check(broken, "causationid", event.causationId(), 240);
        check(broken, "idempotencykey", event.idempotencyKey(), 240);
        check(broken, "legalentity", event.legalEntity(), 40);
        xrefs.forEach(xref -> check(broken, "data/xref", xref.externalId(), 240));
        return broken;
    }

    private static boolean hasControlCharacters(String value) {
        for (int at = 0; at < value.length(); at++) {
            if (Character.isISOControl(value.charAt(at))) {
                return true;
            }
        }
        return false;
    }

    private static void check(List<Violation> broken, String name, String value, int longest) {
        if (value == null) {
            return;
        }
        if (value.length() > longest) {
            broken.add(Violation.reject(
                    "ENVELOPE",
                    "/" + name,
                    name + " has " + value.length() + " characters; at most " + longest + " are kept."));
        } else if (hasControlCharacters(value)) {
            broken.add(Violation.reject("ENVELOPE", "/" + name, name + " contains control characters."));
        }
    }
}
