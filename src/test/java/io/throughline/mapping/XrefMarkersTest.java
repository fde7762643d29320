package io.throughline.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class XrefMarkersTest {

    private static final String WORKER = "{'$xref':{'object':'worker','system':'kantata','value':'70007'}}";
    private static final String TIME = "{'$xref':{'object':'time','system':'kantata','value':'1','prefer':'T-1'}}";
    private static final String MANAGER =
            "{'$xref':{'object':'worker','system':'workday','value':'ab','optional':true}}";

    @Test
    void references_in_values_and_in_text_are_replaced_and_the_candidate_is_left_as_it_was() {
        ObjectNode candidate = json("{'subject':" + TIME + ",'partitionkey':{'$text':['worker:'," + WORKER
                + "]},'data':{'list':[" + WORKER + ",'x']}}");
        ObjectNode before = candidate.deepCopy();
        Map<String, String> known = Map.of("worker:70007@kantata", "W-0007", "time:1@kantata", "T-1");
        XrefMarkers.Resolved resolved =
                XrefMarkers.resolve(candidate, reference -> Optional.ofNullable(known.get(reference.toString())));
        assertThat(resolved.complete()).isTrue();
        assertThat(resolved.candidate())
                .isEqualTo(json("{'subject':'T-1','partitionkey':'worker:W-0007','data':{'list':['W-0007','x']}}"));
        assertThat(candidate).isEqualTo(before);
    }

    @Test
    void what_is_missing_is_named_once_and_what_is_optional_is_left_out() {
        ObjectNode candidate = json(
                "{'a':" + WORKER + ",'key':{'$text':['worker:'," + WORKER + "]},'managerId':" + MANAGER + ",'b':1}");
        XrefMarkers.Resolved resolved = XrefMarkers.resolve(candidate, reference -> Optional.empty());
        assertThat(resolved.missing()).containsExactly("worker:70007@kantata");
        assertThat(resolved.left()).containsExactly("worker:ab@workday");
        assertThat(resolved.candidate()).isEqualTo(json("{'b':1}"));
    }

    @Test
    void all_references_are_listed_with_what_may_be_minted() {
        assertThat(XrefMarkers.of(json("{'a':" + TIME + ",'b':[" + TIME + "," + MANAGER + "]}")))
                .containsExactly(
                        new XrefMarkers.Reference("time", "kantata", "1", "T-1", false),
                        new XrefMarkers.Reference("worker", "workday", "ab", null, true));
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
