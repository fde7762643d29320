package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import io.throughline.contract.Step;
import io.throughline.money.Invoice;
import io.throughline.people.InMemorySnapshots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Entities, customers and invoices of the demo firm that go out electronically. */
public final class EInvoices {

    private static final Path FOLDER = Path.of("src/test/resources/einvoice");

    private EInvoices() {}

    /** An issued invoice: P-1004 (EUR at home), P-1006 (EUR by LE-US), P-1007 (JPY), P-1012 (EUR to Spain). */
    public static Invoice invoice(String name) {
        return Json.read(tree(name + ".json"), Invoice.class);
    }

    /** The firm's entities with billing data and their customers. */
    public static InMemorySnapshots known() {
        InMemorySnapshots known = new InMemorySnapshots();
        tree("entities.json")
                .forEach(entity ->
                        known.put("legal-entity", entity.path("legalEntityId").asText(), entity));
        tree("customers.json")
                .forEach(customer ->
                        known.put("customer", customer.path("customerId").asText(), customer));
        Invoice corrected = invoice("P-1004");
        return known.put("invoice", corrected.invoiceId(), corrected);
    }

    /** The step that sends an invoice. */
    public static Step step(Invoice invoice) {
        return new EInvoiceRules(known()).plan(invoice).steps().get(0);
    }

    /** A file of the folder. */
    public static byte[] bytes(String file) {
        try {
            return Files.readAllBytes(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode tree(String file) {
        return Json.tree(bytes(file));
    }
}
