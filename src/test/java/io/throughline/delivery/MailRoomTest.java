package io.throughline.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.broker.Outgoing;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a committed batch decided becomes messages for those who are there to take them. */
class MailRoomTest {

    @Test
    void an_event_is_published_to_those_who_listen_and_not_made_into_a_message_for_nobody() {
        MailRoom mailRoom = new MailRoom("com.example.", 1000, "event.worker.hired.v1"::equals);
        Batch batch = new Batch("test", false);
        batch.toSend().add(new Batch.StepMessage("netsuite", 7, "worker:W-1"));
        batch.toPublish().add(published(1, "worker.hired.v1", "{\"a\":1}"));
        batch.toPublish().add(published(2, "worker.left.v1", "{\"a\":2}"));

        assertThat(mailRoom.messages(batch))
                .extracting(Outgoing::destination)
                .containsExactly("deliver.netsuite", "event.worker.hired.v1");
    }

    @Test
    void large_data_stays_in_the_journal_and_its_message_carries_a_claim() {
        MailRoom mailRoom = new MailRoom("com.example.", 10, address -> true);
        Batch batch = new Batch("test", false);
        batch.toPublish().add(published(1, "worker.hired.v1", "{\"a\":1}"));
        batch.toPublish().add(published(2, "worker.hired.v1", "{\"a\":\"longer\"}"));

        assertThat(mailRoom.messages(batch))
                .extracting(message -> new String(message.body(), StandardCharsets.UTF_8))
                .containsExactly("{\"a\":1}", "");
        assertThat(mailRoom.messages(batch))
                .extracting(message -> message.properties().get("cloudEvents_dataref"))
                .containsExactly(null, MailRoom.PAYLOADS + 2);
    }

    private static Batch.Published published(long number, String type, String data) {
        Event event = new Event(
                "urn:test",
                "e" + number,
                type,
                "W-1",
                Instant.EPOCH,
                "worker:W-1",
                1,
                null,
                null,
                null,
                null,
                null,
                Json.tree(data),
                null);
        return new Batch.Published(number, event, data.getBytes(StandardCharsets.UTF_8));
    }
}
