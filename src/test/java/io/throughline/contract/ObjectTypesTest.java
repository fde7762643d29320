package io.throughline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectTypesTest {

    @ParameterizedTest
    @CsvSource({
        "worker.hired.v1, worker, true",
        "worker.jobchanged.v1, worker-change, false",
        "worker.profilechanged.v1, worker-change, false",
        "worker.noticed.v1, worker-notice, false",
        "worker.availability.published.v1, availability, true",
        "opportunity.changed.v1, opportunity-change, false",
        "erp.documentstatus.v1, document-status, false",
        "period.closed.v1, fiscal-period, true",
        "ratecard.changed.v1, rate-card, true",
        "reference.fxrate.changed.v1, fx-rate, true",
        "invoice.paid.v1, invoice-payment, true",
        "invoice.voided.v1, invoice-change, false",
        "invoice.issued.v1, invoice, true",
        "time.approved.v1, time, false"
    })
    void a_type_names_its_object_and_a_part_of_an_object_never_replaces_it(String type, String object, boolean kept) {
        assertThat(ObjectTypes.of(type)).isEqualTo(object);
        assertThat(ObjectTypes.isKept(object)).isEqualTo(kept);
    }
}
