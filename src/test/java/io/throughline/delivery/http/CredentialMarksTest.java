package io.throughline.delivery.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CredentialMarksTest {

    private static byte[] body(String xml) throws JsonProcessingException {
        return BodyFormat.of(Json.MAPPER.readTree("{\"$xml\": " + xml + "}")).bytes();
    }

    private static String filled(byte[] body, Map<String, String> values) {
        return new String(
                CredentialMarks.filled(body, name -> Optional.ofNullable(values.get(name))), StandardCharsets.UTF_8);
    }

    @Test
    void a_credential_takes_its_place_escaped_and_the_rest_stays_byte_for_byte() throws Exception {
        byte[] body = body("{\"a\": {\"@key\": {\"$credential\": \"api-key\"}, \"n\": \"品質 & ü\","
                + " \"t\": {\"$credential\": \"access-token\"}}}");

        assertThat(new String(body, StandardCharsets.UTF_8)).doesNotContain("$credential");
        assertThat(filled(body, Map.of("api-key", "a\"b", "access-token", "<ü$1>")))
                .endsWith("<a key=\"a&#34;b\"><n>品質 &amp; ü</n><t>&#60;&#252;$1&#62;</t></a>");
    }

    @Test
    void a_first_password_is_another_every_time() throws Exception {
        byte[] body = body("{\"p\": {\"$credential\": \"once\"}}");
        assertThat(filled(body, Map.of())).matches("(?s).*<p>Aa1-[A-Za-z0-9_-]{32}</p>");
        assertThat(filled(body, Map.of())).isNotEqualTo(filled(body, Map.of()));
    }

    @Test
    void what_only_looks_like_a_mark_stays_as_it_is() throws Exception {
        byte[] body = body("{\"p\": \"credential-00112233445566778899aabbccddeeff-access-token.\"}");
        assertThat(CredentialMarks.filled(body, name -> Optional.of("secret"))).isSameAs(body);
    }

    @Test
    void one_that_is_not_set_or_cannot_be_one_is_named() throws Exception {
        byte[] body = body("{\"p\": {\"$credential\": \"api-key\"}}");
        assertThatThrownBy(() -> filled(body, Map.of())).hasMessage("the setting api-key is empty");
        assertThatThrownBy(() -> body("{\"p\": {\"$credential\": \"../x\"}}")).hasMessage("'../x' is no credential");
    }

    @Test
    void a_tree_that_names_one_is_found_however_deep() throws Exception {
        JsonNode tree = Json.MAPPER.readTree("{\"a\": [1, {\"b\": {\"$credential\": \"api-key\"}}]}");
        assertThat(CredentialMarks.named(tree)).isTrue();
        assertThat(CredentialMarks.named(tree.at("/a/0"))).isFalse();
    }

    @Test
    void it_has_no_place_in_a_body_that_is_not_xml() throws Exception {
        JsonNode json = Json.MAPPER.readTree("{\"p\": {\"$credential\": \"api-key\"}}");
        assertThat(new String(BodyFormat.of(json).bytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"p\":{\"$credential\":\"api-key\"}}");
    }
}
