package io.throughline.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.journal.Audit;
import io.throughline.journal.AuditTrail;
import io.throughline.journal.Database;
import io.throughline.journal.Journal;
import io.throughline.journal.StoreContract;
import io.throughline.journal.TestDatabases;
import io.throughline.replay.Retention;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The data behind a reference is handed out while it is there, and what became of it is said when it is not. */
class ClaimsTest extends StoreContract {

    private Audit audit;
    private Journal journal;
    private long number;

    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }

    @BeforeEach
    void journalOneEvent() {
        audit = new Audit(database, clock, "node-1");
        journal = new Journal(database, seal, clock, "node-1");
        number = journal.chained(chain -> database.inTransaction(connection -> {
            long next = journal.nextNumber(connection);
            journal.append(
                    connection,
                    chain,
                    List.of(new Journal.Draft(next, event("e1"), Journal.State.ACCEPTED, List.of(), "test")));
            return next;
        }));
    }

    @Test
    void the_data_is_handed_out_and_the_look_is_written_down() {
        Exchange exchange = ask(number);

        assertThat(status(exchange)).isEqualTo(200);
        assertThat(exchange.getMessage().getBody(String.class)).contains("W-0002");
        assertThat(looks()).isEqualTo(1);
    }

    @Test
    void a_payload_that_the_retention_took_is_gone_and_not_null() {
        clock.advance(Duration.ofDays(31));
        new Retention(database, audit, 30, clock).prune();

        Exchange exchange = ask(number);

        assertThat(status(exchange)).isEqualTo(410);
        assertThat(exchange.getMessage().getBody(String.class)).contains("retention");
        assertThat(looks()).isZero();
    }

    @Test
    void an_event_that_never_was_is_not_found() {
        assertThat(status(ask(999_999))).isEqualTo(404);
    }

    private Exchange ask(long event) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader("id", Long.toString(event));
        new Claims(journal, audit).payload(exchange);
        return exchange;
    }

    private static int status(Exchange exchange) {
        return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    }

    private long looks() {
        return database.read(connection -> AuditTrail.about(connection, List.of("event:e1"))).stream()
                .filter(note -> note.action().equals("payload.viewed"))
                .count();
    }
}
