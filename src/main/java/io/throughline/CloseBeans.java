package io.throughline;

import io.throughline.api.CloseFetchApi;
import io.throughline.api.PeriodApi;
import io.throughline.close.Extracts;
import io.throughline.close.PeriodBook;
import io.throughline.close.SystemExtracts;
import io.throughline.delivery.file.ReportedHours;
import io.throughline.delivery.file.ReportingFeed;
import io.throughline.delivery.http.ExtractReader;
import io.throughline.mapping.Limits;
import io.throughline.mapping.Mappings;
import io.throughline.mapping.Systems;
import io.throughline.mapping.Translator;
import io.throughline.people.Worker;
import java.nio.file.Path;
import java.time.Clock;

/** What the close needs besides what is known here: what the systems have. */
final class CloseBeans {

    private CloseBeans() {}

    static CloseFetchApi fetch(Stores stores, ExtractReader reader, Mappings mappings, Settings settings, Clock clock) {
        SystemExtracts extracts = new SystemExtracts(
                stores.knowledge(),
                new Translator(mappings, Limits.DEFAULT.withMaxBytes(settings.number("throughline.intake.max-bytes"))),
                vendor -> settings.get("throughline.systems." + vendor + ".source"),
                (system, table) -> system.equals(ReportedHours.SYSTEM)
                        ? table.equals(ReportedHours.TABLE)
                        : reader.reads(system, table),
                Systems.shipped().all().stream().map(Systems.Declared::name).toList(),
                settings.folder("throughline.exchange.dir").resolve("close"),
                clock);
        return new CloseFetchApi(extracts, stores.audit());
    }

    /** @param out folder of the files that reporting is given */
    static ReportedHours reported(Stores stores, ReportingFeed feed, Path out) {
        return new ReportedHours(out, feed::write, (worker, day) -> stores.knowledge()
                .find("worker", worker, day, Worker.class)
                .map(known -> known.employment().legalEntityId())
                .orElse(null));
    }

    /** @param auditKey file with the key that signs checkpoints */
    static PeriodApi periods(Stores stores, Extracts extracts, Path auditKey, Settings settings, Clock clock) {
        return new PeriodApi(
                new PeriodBook(stores.knowledge(), clock),
                extracts,
                new PeriodApi.Folders(
                        settings.folder("throughline.data.dir").resolve("close"),
                        settings.folder("throughline.exchange.dir").resolve("close"),
                        auditKey),
                settings.names("throughline.close.persons"),
                stores.audit(),
                clock);
    }
}
