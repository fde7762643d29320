package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published examples of Jaro-Winkler, in whole hundredths rounded down, and what names are stripped of before. */
class NameMatchTest {

    @ParameterizedTest
    @CsvSource({
        "martha, marhta, 96",
        "dixon, dicksonx, 81",
        "dwayne, duane, 83",
        "jellyfish, smellyfish, 89",
        "abc, xyz, 0",
        "ab, ba, 0",
        "a, a, 100",
        "Brückner Anlagenbau GmbH, Brueckner Anlagenbau, 100",
        "'Ångström, Inc.', ANGSTROEM Ltd, 100",
        "GmbH, Ltd, 0",
        "Straße, Strasse AG, 100"
    })
    void names_are_alike_by_their_letters_and_not_by_case_accent_or_legal_form(String one, String other, int percent) {
        assertThat(NameMatch.percent(one, other)).isEqualTo(percent);
        assertThat(NameMatch.percent(other, one)).isEqualTo(percent);
    }
}
