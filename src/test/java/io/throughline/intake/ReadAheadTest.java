package io.throughline.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.broker.Received;
import io.throughline.mapping.Context;
import io.throughline.mapping.Refusal;
import io.throughline.mapping.Translation;
import io.throughline.mapping.Translator;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Messages are translated beside each other and come out as if they had been read one after the other. */
class ReadAheadTest {

    private static final Context CONTEXT = Context.of("urn:test:canonical", Clock.systemUTC());

    private final ReadAhead ahead = new ReadAhead(Translator.ofClassPath());

    @Test
    void what_is_read_beside_each_other_comes_out_in_the_order_of_the_messages() {
        List<Received> messages = new ArrayList<>();
        for (int n = 0; n < 100; n++) {
            messages.add(message(n, n % 10 == 3 ? "{\"broken\":" : document("e" + n, n == 50 ? 70_000 : 10)));
        }

        List<ReadAhead.Translated> translated = ahead.read(messages, "canonical", CONTEXT);

        assertThat(translated).extracting(ReadAhead.Translated::message).containsExactlyElementsOf(messages);
        for (int n = 0; n < 100; n++) {
            ReadAhead.Translated one = translated.get(n);
            if (n % 10 == 3) {
                assertThatThrownBy(one::translation).isInstanceOf(Refusal.class).hasMessageContaining("JSON");
            } else {
                assertThat(id(one.translation())).isEqualTo("e" + n);
            }
        }
    }

    @Test
    void a_long_document_is_not_kept_in_memory_and_a_short_one_is_read_once() {
        ReadAhead.Translated longOne = ahead.read(List.of(message(1, document("long", 70_000))), "canonical", CONTEXT)
                .get(0);
        ReadAhead.Translated shortOne = ahead.read(List.of(message(2, document("short", 10))), "canonical", CONTEXT)
                .get(0);

        assertThat(longOne.translation()).isNotSameAs(longOne.translation());
        assertThat(shortOne.translation()).isSameAs(shortOne.translation());
        assertThat(shortOne.translation().rows().get(0))
                .isSameAs(shortOne.translation().rows().get(0));
    }

    @Test
    void a_message_without_a_body_is_refused_alone() {
        ReadAhead.Translated refused = ahead.read(
                        List.of(new Received("m", null, "MapMessage", Map.of(), false)), "canonical", CONTEXT)
                .get(0);

        assertThatThrownBy(refused::translation).isInstanceOf(Refusal.class).hasMessageContaining("MapMessage");
    }

    private static String id(Translation translation) {
        return translation.rows().get(0).candidates().get(0).path("id").asText();
    }

    private static Received message(int n, String body) {
        return new Received("m" + n, body.getBytes(StandardCharsets.UTF_8), "bytes", Map.of(), false);
    }

    private static String document(String id, int noteLength) {
        return """
                {"specversion":"1.0","id":"%s","source":"urn:test:canonical","type":"com.example.time.noted.v1","subject":"T-1",\
                "time":"2026-10-05T17:30:00Z","partitionkey":"time:T-1","sequence":"1","data":{"note":"%s"}}"""
                .formatted(id, "n".repeat(noteLength));
    }
}
