package io.throughline.delivery.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpCallTest {

    private static ObjectNode document(String... path) {
        ObjectNode document = Json.MAPPER.createObjectNode().put("method", "GET");
        for (String segment : path) {
            document.withArray("path").add(segment);
        }
        return document;
    }

    @Test
    void a_value_cannot_leave_its_segment_or_its_parameter() {
        ObjectNode document = document("Users", "a/../b?x=1#y {{secret}} ü+");
        document.putObject("query").put("filter", "userName eq \"a&b=c+d\"");

        HttpCall call = HttpCall.of(document);

        assertThat(call.path()).isEqualTo("/Users/a%2F..%2Fb%3Fx%3D1%23y%20%7B%7Bsecret%7D%7D%20%C3%BC%2B");
        assertThat(call.query()).isEqualTo("filter=userName%20eq%20%22a%26b%3Dc%2Bd%22");
        assertThat(URI.create("http://host" + call.path() + "?" + call.query()).getPath())
                .isEqualTo("/Users/a/../b?x=1#y {{secret}} ü+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void a_segment_that_moves_the_path_is_refused(String segment) {
        assertThatThrownBy(() -> HttpCall.of(document("Users", segment))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "Host", "CamelHttpUri", "cookie", "X-Forwarded-For", "Content-Length"})
    void a_mapping_cannot_set_headers_that_are_none_of_its_business(String name) {
        ObjectNode document = document("Users");
        document.putObject("headers").put(name, "x");
        assertThatThrownBy(() -> HttpCall.of(document))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void a_header_cannot_carry_a_line_break() {
        ObjectNode document = document("Users");
        document.putObject("headers").put("Prefer", "x\r\nHost: evil");
        assertThatThrownBy(() -> HttpCall.of(document)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_path_given_as_text_or_an_unknown_method_is_refused() {
        ObjectNode text = Json.MAPPER.createObjectNode().put("method", "GET").put("path", "/a");
        assertThatThrownBy(() -> HttpCall.of(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HttpCall.of(document("a").put("method", "CONNECT")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void decimals_in_a_body_are_written_as_they_are() {
        ObjectNode document = document("a").put("method", "PUT");
        document.putObject("body").put("rate", new java.math.BigDecimal("215.0000"));
        assertThat(new String(HttpCall.of(document).body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"rate\":215.0000}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:pw@host/x",
                "ftp://host/x",
                "http://host/x?token=1",
                "file:///etc/passwd",
                "jar:http://host!/x",
                "/relative"
            })
    void the_address_of_a_system_is_a_plain_web_address(String url) {
        assertThatThrownBy(() -> new Connectors(key -> key.equals("throughline.systems.scim.url") ? url : null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("scim")
                .hasMessageNotContaining("pw@");
    }
}
