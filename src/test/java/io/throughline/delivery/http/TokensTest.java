package io.throughline.delivery.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TokensTest {

    private Instant now = Instant.parse("2026-10-16T12:00:00Z");

    private final Tokens tokens = new Tokens(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    private static JsonNode answer(String token, Integer seconds) {
        return Json.MAPPER.createObjectNode().put("access_token", token).put("expires_in", seconds);
    }

    @Test
    void a_token_is_kept_until_shortly_before_it_expires() {
        assertThat(tokens.keep("kantata", answer("t", 3600))).isTrue();
        now = now.plus(Duration.ofSeconds(3539));
        assertThat(tokens.current("kantata")).contains("t");
        now = now.plusSeconds(1);
        assertThat(tokens.current("kantata")).isEmpty();
    }

    @Test
    void a_short_lived_token_keeps_most_of_its_life() {
        tokens.keep("kantata", answer("t", 30));
        now = now.plusSeconds(26);
        assertThat(tokens.current("kantata")).contains("t");
        now = now.plusSeconds(1);
        assertThat(tokens.current("kantata")).isEmpty();
    }

    @Test
    void a_token_without_an_end_is_kept_for_some_minutes_only() {
        tokens.keep("salesforce", Json.MAPPER.createObjectNode().put("access_token", "t"));
        assertThat(tokens.current("salesforce")).contains("t");
        now = now.plus(Duration.ofMinutes(10));
        assertThat(tokens.current("salesforce")).isEmpty();
    }

    @Test
    void a_refused_token_is_forgotten_but_not_the_one_that_replaced_it() {
        tokens.keep("kantata", answer("old", 3600));
        tokens.keep("kantata", answer("new", 3600));
        tokens.forget("kantata", "old");
        assertThat(tokens.current("kantata")).contains("new");
        tokens.forget("kantata", "new");
        assertThat(tokens.current("kantata")).isEmpty();
    }

    @Test
    void tokens_of_one_system_are_not_those_of_another_and_an_answer_without_one_is_none() {
        assertThat(tokens.keep("kantata", Json.MAPPER.createObjectNode())).isFalse();
        tokens.keep("kantata", answer("t", 3600));
        assertThat(tokens.current("netsuite")).isEmpty();
    }
}
