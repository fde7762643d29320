package io.throughline.delivery.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LookUpTest {

    private static final HttpReply NOT_FOUND = new HttpReply(404, Map.of(), new byte[0]);

    private static LookUp of(String documents) {
        return LookUp.of(Json.tree(documents));
    }

    @Test
    void questions_are_asked_in_order_and_once_more_when_wanted() {
        LookUp lookUp = of("[{'method':'GET','path':['a']},{'method':'GET','path':['b']}]".replace('\'', '"'));
        assertThat(lookUp.call().path()).isEqualTo("/a");
        lookUp.next();
        assertThat(lookUp.call().path()).isEqualTo("/b");
        lookUp.next();
        assertThat(lookUp.asking()).isFalse();
        lookUp.again();
        assertThat(lookUp.call().path()).isEqualTo("/a");
    }

    @Test
    void a_404_says_that_there_is_nothing_unless_a_collection_was_asked() {
        assertThat(of("{\"method\":\"GET\",\"path\":[\"a\"]}").absent(NOT_FOUND))
                .isTrue();
        assertThat(of("{\"method\":\"GET\",\"path\":[\"a\"],\"collection\":true}")
                        .absent(NOT_FOUND))
                .isFalse();
    }

    @Test
    void without_questions_nothing_is_asked() {
        assertThat(LookUp.none().possible()).isFalse();
        assertThat(LookUp.none().asking()).isFalse();
    }
}
