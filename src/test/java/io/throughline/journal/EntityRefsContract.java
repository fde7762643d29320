package io.throughline.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import java.sql.PreparedStatement;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Objects are found by what they name, those of the running batch too, and none other is opened for it. */
abstract class EntityRefsContract extends StoreContract {

    private Entities entities;
    private Knowledge knowledge;
    private int sealed;

    @BeforeEach
    void openStores() {
        entities = new Entities(seal, clock);
        knowledge = new Knowledge(database, entities, new Xrefs(database, clock));
    }

    @Test
    void invoices_are_found_by_cycle_project_and_contract() {
        put("INV-1", "BC-P-1-2026-10", "P-1");
        put("INV-2", "BC-P-1-2026-11", "P-1");
        put("INV-3", "BC-P-2-2026-10", "P-2");

        assertThat(found("billingCycleId", "BC-P-1-2026-10")).containsExactly("INV-1");
        assertThat(found("projectIds", "P-1")).containsExactly("INV-1", "INV-2");
        assertThat(found("contractId", "CT-P-2")).containsExactly("INV-3");
        assertThat(found("contractId", "CT-9")).isEmpty();
    }

    @Test
    void only_what_is_asked_for_is_opened() {
        put("INV-1", "BC-P-1-2026-10", "P-1");
        put("INV-2", "BC-P-2-2026-10", "P-2");
        database.inTransaction(connection -> {
            try (PreparedStatement spoil =
                    connection.prepareStatement("update entity set sealed_data = ? where id = 'INV-2'")) {
                spoil.setBytes(1, new byte[40]);
                return sealed = spoil.executeUpdate();
            }
        });

        assertThat(sealed).isEqualTo(1);
        assertThat(found("billingCycleId", "BC-P-1-2026-10")).containsExactly("INV-1");
        assertThatThrownBy(() -> knowledge.all("invoice", JsonNode.class)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void what_names_something_else_by_now_is_not_found_and_what_the_batch_tells_is() {
        put("INV-1", "BC-P-1-2026-10", "P-1");
        put("INV-1", "BC-P-2-2026-10", "P-2");
        knowledge.begin();
        knowledge.learn("invoice", "INV-4", LocalDate.EPOCH, data("INV-4", "BC-P-1-2026-12", "P-1"));

        assertThat(found("projectIds", "P-1")).containsExactly("INV-4");
        knowledge.end();
        assertThat(found("projectIds", "P-1")).isEmpty();
        assertThat(found("projectIds", "P-2")).containsExactly("INV-1");
    }

    @Test
    void what_was_there_before_is_taken_in_at_the_start() {
        put("INV-1", "BC-P-1-2026-10", "P-1");
        database.inTransaction(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from entity_ref")) {
                return delete.executeUpdate();
            }
        });
        assertThat(found("projectIds", "P-1")).isEmpty();

        EntityRefs.fill(knowledge);

        assertThat(found("projectIds", "P-1")).containsExactly("INV-1");
    }

    @Test
    void a_field_that_nothing_was_found_by_before_is_taken_in_at_the_start() {
        put("INV-1", "BC-P-1-2026-10", "P-1");
        database.inTransaction(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from entity_ref where field = 'projectIds'")) {
                return delete.executeUpdate();
            }
        });

        EntityRefs.fill(knowledge);

        assertThat(found("projectIds", "P-1")).containsExactly("INV-1");
    }

    @Test
    void a_field_nothing_is_found_by_is_refused() {
        assertThatThrownBy(() -> found("customerId", "C-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("objects invoice are not found by customerId");
    }

    private List<String> found(String field, String named) {
        return knowledge.all("invoice", field, named, JsonNode.class).stream()
                .map(data -> data.path("invoiceId").asText())
                .toList();
    }

    private void put(String id, String cycle, String project) {
        database.inTransaction(connection -> {
            entities.put(connection, "invoice", id, LocalDate.of(2026, 10, 31), 1, 1, data(id, cycle, project));
            return null;
        });
    }

    private static JsonNode data(String id, String cycle, String project) {
        return Json.tree(
                "{\"invoiceId\":\"%s\",\"billingCycleId\":\"%s\",\"projectIds\":[\"%s\"],\"contractId\":\"CT-%s\"}"
                        .formatted(id, cycle, project, project));
    }
}
