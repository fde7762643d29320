package bench;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** CloudEvents documents of 2 KB, each about another time entry. */
final class TimeEvents {

    static final int BYTES = 2048;

    private static final String WORDS = "Workshop with the client on the cut-over plan, notes of the meeting and open"
            + " points; follow-up on data migration, test of the billing run, review of the rate card. ";

    private final AtomicLong count = new AtomicLong();
    private final String prefix;

    /** @param prefix makes the ids of this run different from those of others */
    TimeEvents(String prefix) {
        this.prefix = prefix;
    }

    /** The next document. */
    byte[] next() {
        return document(prefix + count.incrementAndGet(), count.get());
    }

    static byte[] document(String id, long n) {
        String start =
                """
                {"specversion":"1.0","id":"%s-v1","source":"urn:bench:psa:canonical:bench","type":"com.example.time.noted.v1",\
                "subject":"%s","time":"2026-10-05T17:30:00Z","datacontenttype":"application/json","partitionkey":"time:%s",\
                "sequence":"000000000000000001","correlationid":"%s","idempotencykey":"%s-v1","legalentity":"LE-DE","data":{\
                "timeEntryId":"%s","version":1,"workerId":"W-%04d","projectId":"P-%03d","taskId":"TSK-%d","workDate":"2026-10-05",\
                "workTimeZone":"Europe/Berlin","minutes":%d,"billable":true,"roleId":"SENIOR_CONSULTANT","timeType":"REGULAR",\
                "status":"APPROVED","approvedBy":"W-0001","approvedAt":"2026-10-05T17:29:00Z","legalEntityId":"LE-DE",\
                "costCenterId":"CC-100","billRate":{"amount":"185.00","currency":"EUR","unit":"HUR"},"costRate":{"amount":"92.50",\
                "currency":"EUR","unit":"HUR"},"sourceSystem":"psa","ext":{"bench":{"sprint":"2026-41","board":"Cut-over"}},"note":\""""
                        .formatted(id, id, id, id, id, id, n % 800, n % 120, n % 40, 30 + n % 450);
        StringBuilder text = new StringBuilder(start);
        int room = BYTES - start.length() - 3;
        while (room > 0) {
            String words = WORDS.substring(0, Math.min(room, WORDS.length()));
            text.append(words);
            room -= words.length();
        }
        return text.append("\"}}").toString().getBytes(StandardCharsets.UTF_8);
    }
}
