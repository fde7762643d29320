package io.throughline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.throughline.contract.Json;
import io.throughline.journal.Xrefs.Xref;
import io.throughline.mapping.Systems;
import java.sql.PreparedStatement;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A feed is compared with what is known of the invoices it listed, and nothing else is opened for it. */
class KnownFromTest extends PeriodContract {

    @Test
    void payments_of_invoices_that_are_not_listed_are_not_opened() {
        pay("PAY-1", "INV-1", "sap");
        pay("PAY-2", "INV-1", "netsuite");
        pay("PAY-3", "INV-2", "sap");
        stores.database().inTransaction(connection -> {
            stores.xrefs()
                    .add(
                            connection,
                            List.of(
                                    new Xref("invoice", "INV-1", "sap", "id", "18001/2000/2026"),
                                    new Xref("invoice", "INV-2", "sap", "id", "18002/2000/2026")),
                            null);
            try (PreparedStatement spoil =
                    connection.prepareStatement("update entity set sealed_data = ? where id = 'PAY-3'")) {
                spoil.setBytes(1, new byte[40]);
                return spoil.executeUpdate();
            }
        });
        ArrayNode known = new KnownFrom(stores.knowledge())
                .about(
                        "sap",
                        Systems.shipped().find("sap").orElseThrow().feedKnows(),
                        List.of("18001/2000/2026", "18009/2000/2026"));
        assertThat(known.findValuesAsText("paymentId")).containsExactly("PAY-1");
    }

    private void pay(String id, String invoice, String system) {
        JsonNode payment = Json.tree(
                "{\"paymentId\":\"%s\",\"invoiceId\":\"%s\",\"sourceSystem\":\"%s\"}".formatted(id, invoice, system));
        stores.database().inTransaction(connection -> {
            stores.entities().put(connection, "invoice-payment", id, LocalDate.of(2026, 11, 2), 1, 1, payment);
            return null;
        });
    }
}
