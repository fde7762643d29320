package sandbox;

import java.time.Instant;
import java.util.List;

/** Dates as trees of elements, and as ISO 8601 text without a zone, which is UTC. */
final class OpenAirDates {

    private static final List<String> PARTS = List.of("year", "month", "day", "hour", "minute", "second");

    private OpenAirDates() {}

    /** The date of an element with a Date inside, or null when it is empty. */
    static String of(XmlElement holder) {
        XmlElement date = holder.name().equals("Date") ? holder : holder.child("Date");
        if (date == null || date.text("year") == null) {
            return null;
        }
        String day = String.format("%s-%2s-%2s", date.text("year"), date.text("month"), date.text("day"))
                .replace(' ', '0');
        String hour = date.text("hour");
        return hour == null
                ? day
                : day
                        + String.format("T%2s:%2s:%2s", hour, or0(date.text("minute")), or0(date.text("second")))
                                .replace(' ', '0');
    }

    private static String or0(String text) {
        return text == null ? "0" : text;
    }

    /** The Date of such a text; the parts it does not have are empty. */
    static XmlElement element(String text) {
        String[] parts = text.split("[-T:]");
        XmlElement date = new XmlElement("Date");
        for (int i = 0; i < PARTS.size(); i++) {
            date.add(PARTS.get(i), i < parts.length ? parts[i] : null);
        }
        return date.add("timezone", null);
    }

    /** The moment of a stored date or time. */
    static Instant moment(String text) {
        return Instant.parse(text.length() == 10 ? text + "T00:00:00Z" : text + "Z");
    }
}
