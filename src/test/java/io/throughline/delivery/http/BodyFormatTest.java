package io.throughline.delivery.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BodyFormatTest {

    private static JsonNode json(String text) throws JsonProcessingException {
        return Json.MAPPER.readTree(text);
    }

    private static String utf8(BodyFormat.Body body) {
        return new String(body.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void xml_keeps_order_repeats_lists_escapes_text_and_leaves_nulls_out() throws Exception {
        BodyFormat.Body body = BodyFormat.of(
                json(
                        """
                {"$xml": {"request": {"@API_version": "1.0", "Auth": {"user": "a<b>&c"}, "gone": null,
                 "Read": [{"@type": "Task"}, {"@type": "Timesheet", "limit": "0,1000"}], "empty": "",
                 "amount": {"@currency": "EUR", "#text": 12.50}}}}"""));
        assertThat(utf8(body))
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?><request API_version=\"1.0\">"
                        + "<Auth><user>a&lt;b&gt;&amp;c</user></Auth><Read type=\"Task\"></Read>"
                        + "<Read type=\"Timesheet\"><limit>0,1000</limit></Read><empty></empty>"
                        + "<amount currency=\"EUR\">12.50</amount></request>");
        assertThat(body.contentType()).isEqualTo("application/xml; charset=UTF-8");
    }

    @Test
    void xml_reads_back_as_it_was_written() throws Exception {
        JsonNode tree = json(
                """
                {"response": {"Read": [{"@status": "0", "Task": [{"id": "1"}, {"id": "2"}]}, {"@status": "601"}],
                 "note": "a & b", "Auth": {"@status": "0", "#text": "yes"}}}""");
        assertThat(XmlTree.read(BodyFormat.of(Json.MAPPER.createObjectNode().set("$xml", tree))
                        .bytes()))
                .isEqualTo(tree);
    }

    @Test
    void xml_with_a_document_type_is_not_read() {
        byte[] attack =
                ("<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>").getBytes(StandardCharsets.UTF_8);
        assertThat(XmlTree.read(attack).isMissingNode()).isTrue();
        assertThat(XmlTree.read("<a>".repeat(200).getBytes(StandardCharsets.UTF_8))
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void a_name_that_would_open_another_element_is_refused() {
        assertThatThrownBy(() -> BodyFormat.of(json("{\"$xml\": {\"a><b\": \"x\"}}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a><b");
        assertThatThrownBy(() -> BodyFormat.of(json("{\"$xml\": {\"a\": 1, \"b\": 2}}")))
                .hasMessageContaining("exactly one root");
        assertThatThrownBy(() -> BodyFormat.of(json("{\"$xml\": {\"a\": \"\\u0001\"}}")))
                .hasMessageContaining("control character");
    }

    @Test
    void lines_end_with_crlf_in_their_character_set() throws Exception {
        BodyFormat.Body body =
                BodyFormat.of(json("{\"$lines\": [\"[Allgemein]\", \"Groß;1,50\"], \"charset\": \"windows-1252\"}"));
        assertThat(new String(body.bytes(), Charset.forName("windows-1252"))).isEqualTo("[Allgemein]\r\nGroß;1,50\r\n");
        assertThat(body.bytes()).hasSize("[Allgemein]\r\nGross;1,50\r\n".length() - 1);
    }

    @Test
    void a_character_the_set_lacks_is_named() {
        assertThatThrownBy(() -> BodyFormat.of(json("{\"$lines\": [\"Łukasz\"], \"charset\": \"windows-1252\"}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the character set windows-1252 has no Ł (U+141)");
    }

    @Test
    void a_line_break_in_a_line_is_refused() {
        assertThatThrownBy(() -> BodyFormat.of(json("{\"$lines\": [\"a\\nb\"]}")))
                .hasMessageContaining("a\\nb");
    }

    @Test
    void csv_is_safe_from_formulas_and_keeps_numbers() throws Exception {
        BodyFormat.Body body = BodyFormat.of(
                json(
                        """
                {"$csv": {"header": ["name", "hours"], "rows": [["=HYPERLINK(1)", "-1.50"], ["a;\\"b\\"\\nc", 7.50], [null, ""]]}}"""));
        assertThat(utf8(body)).isEqualTo("name,hours\r\n'=HYPERLINK(1),-1.50\r\n\"a;\"\"b\"\" c\",7.50\r\n,\r\n");
        assertThat(body.contentType()).startsWith("text/csv");
    }

    @Test
    void anything_else_is_json() throws Exception {
        assertThat(utf8(BodyFormat.of(json("{\"a\": 1.50}")))).isEqualTo("{\"a\":1.50}");
    }
}
