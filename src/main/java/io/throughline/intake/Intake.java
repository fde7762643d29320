package io.throughline.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.broker.Outgoing;
import io.throughline.broker.Received;
import io.throughline.contract.Json;
import io.throughline.contract.Violation;
import io.throughline.delivery.Batch;
import io.throughline.delivery.Sweeper;
import io.throughline.journal.Journal.Provenance;
import io.throughline.journal.Knowledge;
import io.throughline.journal.Parking;
import io.throughline.mapping.Context;
import io.throughline.mapping.Refusal;
import io.throughline.mapping.Row;
import io.throughline.mapping.Schemas;
import io.throughline.mapping.TranslatedRow;
import io.throughline.mapping.Translation;
import io.throughline.mapping.Translator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one door: whatever arrives is translated, resolved and checked here, record by record, and becomes batches. */
public final class Intake implements Sweeper.Unparking {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private static final int EVENTS_PER_BATCH = 500;

    private final Translator translator;
    private final ReadAhead ahead;
    private final Knowledge knowledge;
    private final Content content;
    private final Resumption resumption;
    private final UnaryOperator<String> sources;
    private final String typePrefix;
    private final Clock clock;

    /** A message that is refused, with what to say of it. */
    private record RefusedMessage(Received message, List<Violation> reasons) {}

    /** What a batch of messages gave: one batch of events, and the messages that are refused. */
    public static final class Messages {
        private final Reading reading;
        private final String vendor;
        private final Map<Batch.Arrival, Received> sources = new LinkedHashMap<>();
        private final List<RefusedMessage> refused = new ArrayList<>();

        Messages(Reading reading, String vendor) {
            this.reading = reading;
            this.vendor = vendor;
        }

        public Batch getBatch() {
            return reading.batch();
        }
    }

    /**
     * @param sources    CloudEvents source of each vendor, {@code urn:<org>:<domain>:<vendor>:<tenant>}
     * @param typePrefix prefix of event types in CloudEvents documents
     */
    public Intake(
            Translator translator,
            Schemas schemas,
            Knowledge knowledge,
            UnaryOperator<String> sources,
            String typePrefix,
            Clock clock) {
        this.translator = translator;
        this.ahead = new ReadAhead(translator);
        this.knowledge = knowledge;
        this.content = new Content(schemas, new Completion(knowledge));
        this.resumption = new Resumption(content);
        this.sources = sources;
        this.typePrefix = typePrefix;
        this.clock = clock;
    }

    /** Reads a batch of messages in a vendor's words. */
    public Messages messages(List<Received> messages, String vendor) {
        Reading reading = new Reading();
        boolean redelivered = messages.stream().anyMatch(Received::redelivered);
        reading.add(new Batch("jms:intake." + vendor, redelivered));
        Messages result = new Messages(reading, vendor);
        Resolver resolver = new Resolver(knowledge);
        for (ReadAhead.Translated translated : ahead.read(messages, vendor, context(vendor))) {
            Received message = translated.message();
            try {
                int before = reading.arrivals().size();
                List<Violation> reasons = read(translated.translation(), message.body(), reading, resolver);
                reading.arrivals()
                        .subList(before, reading.arrivals().size())
                        .forEach(arrival -> result.sources.put(arrival, message));
                if (!reasons.isEmpty()) {
                    result.refused.add(new RefusedMessage(message, reasons));
                }
            } catch (Refusal refusal) {
                result.refused.add(new RefusedMessage(
                        message, List.of(Violation.reject(refusal.rule(), "", refusal.getMessage()))));
            }
        }
        return result;
    }

    /** The refused messages as they arrived, with the reasons as properties, for {@code rejected.<vendor>}. */
    public List<Outgoing> refusals(Messages messages) {
        int duplicates = messages.reading.count(Batch.Fate.DUPLICATE);
        if (duplicates > 0) {
            LOG.info("intake.{}: {} known already, nothing changed", messages.vendor, duplicates);
        }
        List<Outgoing> refusals = new ArrayList<>();
        Map<Received, List<Violation>> reasons = new LinkedHashMap<>();
        messages.refused.forEach(refused -> reasons.computeIfAbsent(refused.message(), m -> new ArrayList<>())
                .addAll(refused.reasons()));
        messages.sources.forEach((arrival, message) -> {
            if (arrival.fate() == Batch.Fate.REJECTED) {
                reasons.computeIfAbsent(message, m -> new ArrayList<>()).addAll(arrival.findings());
            }
        });
        reasons.forEach((message, violations) -> {
            Map<String, String> properties = new LinkedHashMap<>(message.properties());
            properties.put("ThroughlineRule", violations.get(0).rule());
            properties.put("ThroughlineReason", shortened(Json.write(violations)));
            byte[] body = message.body() == null ? new byte[0] : message.body();
            refusals.add(Outgoing.toQueue("rejected." + messages.vendor, null, body, properties));
        });
        return refusals;
    }

    /**
     * Reads a file.
     *
     * @param again whether an earlier attempt may have got as far as the journal
     * @throws Refusal     when the document as a whole is not let in
     * @throws IOException when it cannot be read
     */
    public DocumentReading file(String vendor, Path file, String origin, boolean again) throws IOException {
        return document(translator.read(vendor, file, context(vendor)), origin, again);
    }

    /**
     * Reads the body of a request.
     *
     * @throws Refusal when the document as a whole is not let in
     */
    public DocumentReading body(String vendor, byte[] body, String origin) {
        return document(translator.read(vendor, body, context(vendor)), origin, false);
    }

    /**
     * Reads one page of a vendor's feed.
     *
     * @throws Refusal when the page as a whole is not let in
     */
    public DocumentReading page(String vendor, byte[] page) {
        return document(translator.read(vendor, page, context(vendor)), "poll:" + vendor, false);
    }

    /** A document that was read, with what is needed to give back the records that were refused. */
    public record DocumentReading(Translation translation, List<Row> rows, Reading reading) {

        /** A document of the same kind with only the refused records. */
        public byte[] rejectedDocument() {
            var refused = reading.refusals().stream()
                    .map(Reading.Problem::row)
                    .distinct()
                    .toList();
            return translation
                    .document()
                    .rejectedDocument(rows.stream()
                            .filter(row -> refused.contains(row.number()))
                            .toList());
        }
    }

    @Override
    public boolean resume(Parking.Parked fact, Batch batch) {
        return resumption.resume(new Resolver(knowledge), fact, batch);
    }

    @Override
    public Batch resume(List<Parking.Parked> facts, boolean patient) {
        Batch batch = new Batch("parking", false);
        Resolver resolver = new Resolver(knowledge, patient);
        facts.forEach(fact -> resumption.resume(resolver, fact, batch));
        return batch;
    }

    private DocumentReading document(Translation translation, String origin, boolean again) {
        Reading reading = new Reading();
        Resolver resolver = new Resolver(knowledge);
        reading.add(new Batch(origin, again));
        List<Row> rows = new ArrayList<>();
        for (TranslatedRow row : translation.rows()) {
            if (reading.lastBatch().arrivals().size() >= EVENTS_PER_BATCH) {
                reading.add(new Batch(origin, again));
            }
            read(translation, row, raw(row.row()), reading, resolver);
            rows.add(row.row());
        }
        return new DocumentReading(translation, rows, reading);
    }

    private List<Violation> read(Translation translation, byte[] message, Reading reading, Resolver resolver) {
        List<Violation> reasons = new ArrayList<>();
        translation.rows().forEach(row -> {
            boolean whole = row.row().json() != null
                    && row.row().json() == translation.document().around();
            reasons.addAll(read(translation, row, whole ? message : raw(row.row()), reading, resolver));
        });
        return reasons;
    }

    private List<Violation> read(
            Translation translation, TranslatedRow row, byte[] raw, Reading reading, Resolver resolver) {
        List<Violation> reasons = new ArrayList<>(row.violations());
        if (reasons.isEmpty() && row.skipped() != null) {
            reading.skip();
        }
        List<Resolver.Resolution> resolutions = new ArrayList<>();
        if (reasons.isEmpty()) {
            for (ObjectNode candidate : row.candidates()) {
                Resolver.Resolution resolution;
                try {
                    resolution = resolver.resolve(candidate, raw);
                } catch (IllegalArgumentException | DateTimeException | NullPointerException unreadable) {
                    reasons.add(Violation.reject(
                            "ENVELOPE", "", "The envelope cannot be read: " + unreadable.getMessage()));
                    continue;
                }
                reasons.addAll(Envelope.check(resolution.event(), resolution.xrefs()));
                if (resolution.missing().isEmpty()) {
                    reasons.addAll(content.check(resolution.event()));
                }
                resolutions.add(resolution);
            }
        }
        if (reasons.isEmpty()) {
            Batch batch = reading.lastBatch();
            Provenance made = new Provenance(row.row().number(), null, translation.mapping(), translation.version());
            resolutions.forEach(resolution -> reading.arrived(
                    batch.arrive(
                                    resolution.event(),
                                    resolution.xrefs(),
                                    resolution.missing(),
                                    row.row().number())
                            .madeBy(made),
                    row.pointer()));
        }
        reasons.forEach(reason -> reading.problem(row.row().number(), row.pointer() + reason.pointer(), reason));
        return reasons;
    }

    private Context context(String vendor) {
        return new Context(sources.apply(vendor), LocalDate.now(clock), clock.instant(), typePrefix);
    }

    private static byte[] raw(Row row) {
        if (row.original() != null) {
            return row.original().getBytes(StandardCharsets.UTF_8);
        }
        if (row.json() != null) {
            return Json.write(row.json()).getBytes(StandardCharsets.UTF_8);
        }
        return row.xml() == null ? null : row.xml().toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String shortened(String text) {
        return text.length() <= 8000 ? text : text.substring(0, 8000);
    }
}
