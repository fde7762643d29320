package systems;

import static org.assertj.core.api.Assertions.assertThat;
import static systems.SandboxFirm.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Answer;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of an invoice whose answer NetSuite lost. */
class NetSuiteSystemTest {

    private final ObjectNode invoice = adding(payload("netsuite/invoice.out/two-lines"));
    private SandboxFirm firm;

    @BeforeEach
    void start() {
        firm = new SandboxFirm(Map.of("throughline.systems.netsuite.timeout", "1000"));
        firm.apply("netsuite", "customer", payload("netsuite/customer.out/bank"), "customer:C-02");
        firm.apply("netsuite", "project", payload("netsuite/project.out/not-to-exceed"), "project:P-1003");
    }

    @AfterEach
    void stop() {
        firm.close();
    }

    @Test
    void it_is_adopted_when_it_is_there() {
        firm.post("/netsuite/faults", "{\"kind\":\"timeout-after\",\"millis\":20000,\"match\":\"invoice\"}");
        long before = firm.applied("netsuite", "PUT");

        assertThat(firm.deliver("netsuite", "invoice", invoice, false)).isInstanceOf(Answer.Unknown.class);
        Answer second = firm.deliver("netsuite", "invoice", invoice, true);

        assertThat(second)
                .isEqualTo(new Answer.Applied(
                        firm.get("/netsuite/records?recordType=invoice")
                                .get(0)
                                .path("id")
                                .asText(),
                        null,
                        true));
        assertThat(firm.applied("netsuite", "PUT")).isEqualTo(before + 1);
    }

    @Test
    void it_is_written_with_the_same_key_when_it_is_not() {
        firm.post("/netsuite/faults", "{\"kind\":\"500\",\"match\":\"invoice\"}");

        assertThat(firm.deliver("netsuite", "invoice", invoice, false)).isInstanceOf(Answer.Unknown.class);
        assertThat(firm.get("/netsuite/records?recordType=invoice")).isEmpty();
        Answer second = firm.deliver("netsuite", "invoice", invoice, true);

        assertThat(second).isInstanceOfSatisfying(Answer.Applied.class, applied -> assertThat(applied.adopted())
                .isFalse());
        assertThat(firm.get("/netsuite/records?recordType=invoice"))
                .singleElement()
                .satisfies(one -> assertThat(one.path("externalId").asText()).isEqualTo("INV-US-2026-1003-10B"));
    }

    @Test
    void one_that_charges_something_else_is_written_over() {
        firm.apply("netsuite", "invoice", invoice, "invoice:INV-US-2026-1003-10B");
        ObjectNode less = invoice.deepCopy();
        ((ArrayNode) less.get("lines")).remove(0);
        adding(less);

        firm.deliver("netsuite", "invoice", less, true);

        assertThat(firm.get("/netsuite/records?recordType=invoice"))
                .singleElement()
                .satisfies(one -> assertThat(one.path("total").decimalValue())
                        .isEqualByComparingTo(less.get("net").asText()));
    }

    /** The invoice with the sum of its lines. */
    private static ObjectNode adding(ObjectNode invoice) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode line : invoice.get("lines")) {
            sum = sum.add(new BigDecimal(line.get("amount").asText()));
        }
        return invoice.put("net", sum.toPlainString()).put("gross", sum.toPlainString());
    }
}
