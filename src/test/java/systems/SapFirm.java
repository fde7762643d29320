package systems;

import static systems.SandboxFirm.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Answer;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The stand-in of SAP, which posts what is sent twice twice and believes no write without a session. */
abstract class SapFirm {

    static final ObjectNode INVOICE = payload("sap/invoice.out/P-1004");
    static final ObjectNode TIME = payload("sap/time.out/a-day");

    SandboxFirm firm;

    @BeforeEach
    void start() {
        firm = new SandboxFirm(Map.of("throughline.systems.sap.timeout", "1000"));
    }

    @AfterEach
    void stop() {
        firm.close();
    }

    Answer invoice(boolean inDoubt) {
        return firm.deliver("sap", "invoice", INVOICE, inDoubt);
    }

    void customer() {
        firm.apply("sap", "customer", payload("sap/customer.out/with-vat"), "customer:C-03");
    }

    void staff() {
        customer();
        firm.apply("sap", "employee", payload("sap/employee.out/german"), "worker:W-0022");
        firm.apply("sap", "project", payload("sap/project.out/for-a-customer"), "project:P-1004");
    }

    long applied(String type) {
        return StreamSupport.stream(firm.get("/sap/ledger").spliterator(), false)
                .filter(entry -> entry.path("applied").asBoolean()
                        && entry.path("recordType").asText().equals(type))
                .count();
    }

    String openIdoc() {
        JsonNode idocs = firm.get("/sap/records?recordType=idoc");
        return idocs.get(idocs.size() - 1).path("IDocNumber").asText();
    }

    void mode(String mode) {
        firm.post("/sap/posting", "{\"mode\":\"" + mode + "\"}");
    }

    void period(String month, boolean open) {
        firm.post("/sap/periods", "{\"company\":\"2000\",\"month\":\"" + month + "\",\"open\":" + open + "}");
    }

    void monitor(String action) {
        firm.post("/sap/bd87", "{\"idoc\":\"" + openIdoc() + "\",\"action\":\"" + action + "\"}");
    }
}
