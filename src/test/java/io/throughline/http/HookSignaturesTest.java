package io.throughline.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhook signatures in BambooHR's scheme, against the sample of the field-based webhook. */
class HookSignaturesTest {

    private static final String GENUINE = "32c8190baba6a44f67d4886a0940ee7a4a8aed1188799d6cc52ebea6b29039cb";
    private static final String SENT = "1791461131";

    private final byte[] body = read("src/main/resources/samples/bamboohr/webhook_field_based.json");
    private final HookScheme scheme = HookScheme.read(read("mappings/bamboohr/hook.json"));

    private boolean valid(String vendor, long now, String timestamp, String signature, byte[] received) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("X-BambooHR-Timestamp", timestamp);
        headers.put("X-BambooHR-Signature", signature);
        return new HookSignatures(
                        Map.of("bamboohr", "demo-private-key", "kantata", "demo-private-key"),
                        Map.of("bamboohr", scheme),
                        Clock.fixed(Instant.ofEpochSecond(now), ZoneOffset.UTC))
                .valid(vendor, headers::get, received);
    }

    @Test
    void the_vendors_sample_is_genuine_within_five_minutes_either_way() {
        for (long now : new long[] {1791461131L, 1791461131L - 300, 1791461131L + 300}) {
            assertThat(valid("bamboohr", now, SENT, GENUINE, body)).isTrue();
        }
        assertThat(valid("bamboohr", 1791461131L + 301, SENT, GENUINE, body)).isFalse();
        assertThat(valid("bamboohr", 1791461131L - 301, SENT, GENUINE, body)).isFalse();
    }

    @Test
    void another_body_another_time_or_another_vendor_is_not_genuine() {
        byte[] changed =
                new String(body, StandardCharsets.UTF_8).replace("Lena", "Lene").getBytes(StandardCharsets.UTF_8);
        assertThat(valid("bamboohr", 1791461131L, SENT, GENUINE, changed)).isFalse();
        assertThat(valid("bamboohr", 1791461131L, "1791461132", GENUINE, body)).isFalse();
        assertThat(valid("kantata", 1791461131L, SENT, GENUINE, body)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zz", "32c8", "v1,MsgZ", " "})
    void a_malformed_signature_is_not_genuine(String signature) {
        assertThat(valid("bamboohr", 1791461131L, SENT, signature, body)).isFalse();
        assertThat(valid("bamboohr", 1791461131L, "soon", GENUINE, body)).isFalse();
        assertThat(valid("bamboohr", 1791461131L, null, GENUINE, body)).isFalse();
    }

    @Test
    void one_of_several_signatures_is_enough_while_a_secret_is_renewed() {
        assertThat(valid("bamboohr", 1791461131L, SENT, "00ff " + GENUINE, body))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'timestamp':'t','signed':['{body}','{timestamp}'],'encoding':'hex'} | signature",
                "{'signature':'s','timestamp':'t','signed':['{body}'],'encoding':'hex'} | covers",
                "{'signature':'s','timestamp':'t','signed':['{id}','{body}','{timestamp}'],'encoding':'hex'} | header of the id",
            })
    void a_scheme_that_would_let_a_delivery_be_replayed_or_forged_is_refused(String document, String said) {
        assertThatThrownBy(() -> HookScheme.read(document.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }

    private static byte[] read(String path) {
        try {
            return Files.readAllBytes(Path.of(path));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
