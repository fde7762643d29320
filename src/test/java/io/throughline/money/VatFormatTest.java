package io.throughline.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VatFormatTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ATU12345678", "BE0123456789", "BG123456789", "CY12345678X", "CZ12345678", "DE811234567", "DK12345678",
                "EE123456789", "EL123456789", "ESB12345674", "ES12345678Z", "FI12345678", "FRXX999999999",
                        "HR12345678901",
                "HU12345678", "IE1234567WA", "IE1234567FA", "IE1X34567A", "IT12345678901", "LT123456789", "LU12345678",
                "LV12345678901", "MT12345678", "NL123456789B01", "PL1234567890", "PT123456789", "RO12",
                        "SE123456789012",
                "SI12345678", "SK1234567890", "XI123456789", "XIGD123"
            })
    void forms_of_the_union_are_taken(String id) {
        assertThat(VatFormat.objection(id, "DE")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DE81123456  | DE | does not have the form of a VAT id of DE",
                "DE8112345678| DE | does not have the form of a VAT id of DE",
                "DE81123456A | FR | does not have the form of a VAT id of DE",
                "AT12345678  | AT | does not have the form of a VAT id of AT",
                "ES123456789 | ES | does not have the form of a VAT id of ES",
                "FRIX999999999 | FR | does not have the form of a VAT id of FR",
                "811234567   | DE | does not begin with the letters of a member state, such as DE",
                "GR123456789 | GR | does not begin with the letters of a member state, such as EL",
                "D           | DE | does not begin with the letters of a member state, such as DE",
                "T987654321098 | JP | is not T and 13 digits, as Japan registers issuers of invoices",
                "DE811234567 | JP | is not T and 13 digits, as Japan registers issuers of invoices"
            })
    void what_has_another_form_is_named(String id, String country, String objection) {
        assertThat(VatFormat.objection(id, country)).isEqualTo(objection);
    }

    @Test
    void blanks_dots_hyphens_and_small_letters_do_not_matter() {
        assertThat(VatFormat.objection("de 811.234-567", "DE")).isNull();
    }

    @Test
    void an_id_of_a_country_whose_form_is_not_known_is_taken() {
        assertThat(VatFormat.objection("37/123/45678", "US")).isNull();
        assertThat(VatFormat.objection("T9876543210987", "JP")).isNull();
    }

    @Test
    void every_member_state_has_a_form() {
        assertThat(Arrays.stream(Locale.getISOCountries()).filter(EuropeanUnion::has))
                .hasSize(27)
                .allSatisfy(country -> assertThat(VatFormat.objection(EuropeanUnion.vatPrefix(country) + "-", country))
                        .endsWith("does not have the form of a VAT id of " + EuropeanUnion.vatPrefix(country)));
    }
}
