package io.throughline.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaxTreatmentTest {

    @ParameterizedTest
    @CsvSource({
        "DE, 0.19, DE, true, S, 0.19",
        "DE, 0.19, DE, false, S, 0.19",
        "DE, 0.19, ES, true, AE, 0",
        "DE, 0.19, ES, false, S, 0.19",
        "DE, 0.19, US, false, O, 0",
        "DE, 0.19, CH, true, O, 0",
        "US, , US, false, O, 0",
        "US, , DE, true, O, 0",
        "JP, 0.10, JP, true, S, 0.10",
        "JP, 0.10, DE, true, O, 0",
    })
    void services_are_taxed_where_the_customer_is(
            String seller, BigDecimal rate, String buyer, boolean id, TaxCategory category, BigDecimal charged) {
        TaxTreatment treatment = TaxTreatment.ofService(seller, rate, buyer, id);
        assertThat(treatment.category()).isEqualTo(category);
        assertThat(treatment.rate()).isEqualByComparingTo(charged);
    }

    @Test
    void a_member_of_the_union_without_rate_is_not_taken_for_untaxed() {
        TaxTreatment treatment = TaxTreatment.ofService("DE", null, "DE", true);
        assertThat(treatment.category()).isEqualTo(TaxCategory.S);
        assertThat(treatment.category().allows(treatment.rate())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "S,,",
        "Z,,",
        "E,,Exempt from VAT",
        "AE,VATEX-EU-AE,Reverse charge",
        "K,VATEX-EU-IC,Intra-community supply",
        "G,VATEX-EU-G,Export outside the EU",
        "O,VATEX-EU-O,Not subject to VAT"
    })
    void every_category_that_charges_nothing_says_why(TaxCategory category, String code, String reason) {
        assertThat(category.reasonCode()).isEqualTo(code);
        assertThat(category.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "DE89370400440532013000, true",
        "DE88370400440532013000, false",
        "GB82WEST12345698765432, true",
        "000123456789, false",
    })
    void check_digits_of_an_iban(String account, boolean valid) {
        assertThat(Iban.valid(account)).isEqualTo(valid);
    }
}
