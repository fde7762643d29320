package io.throughline.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatinTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "Łukasz Żółkiewski | Lukasz Zolkiewski",
                "Mehmet Yıldız | Mehmet Yildiz",
                "Peter Groß | Peter Gross",
                "Tom O'Brien | Tom O'Brien",
                "Tom O’Brien | Tom O'Brien",
                "Jonas Krämer | Jonas Kraemer",
                "Ösmän Übel | Oesmaen Uebel",
                "İbrahim Çelik | Ibrahim Celik",
                "Søren Ærø, Þór | Soren Aero, Thor",
                "A&B; \"C\" <x@y> | A+B, 'C' .x.y.",
                "//x//y/ | x/y",
            })
    void names_are_written_with_the_characters_of_sepa(String name, String written) {
        assertThat(Latin.write(name, Latin.SEPA)).contains(written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Peter Groß | Peter Groß",
                "Jonas Krämer | Jonas Krämer",
                "Łukasz Żółkiewski | Lukasz Zólkiewski",
                "Mehmet Yıldız | Mehmet Yildiz",
            })
    void windows_1252_keeps_its_own_letters(String name, String written) {
        assertThat(Latin.write(name, "windows-1252")).contains(written);
    }

    @Test
    void a_decomposed_name_is_the_same_name_and_line_ends_become_spaces() {
        assertThat(Latin.write("Jürgen\r\nVogt\u00a0 X", Latin.SEPA)).contains("Juergen Vogt X");
    }

    @ParameterizedTest
    @CsvSource({"佐藤 葵", "Ольга", "Ελένη", "日本 Ltd", "😀"})
    void other_scripts_are_not_guessed(String name) {
        assertThat(Latin.write(name, Latin.SEPA)).isEmpty();
        assertThat(Latin.write(name, "windows-1252")).isEmpty();
    }

    /** 5,000 texts of characters from the whole Basic Multilingual Plane, always the same ones. */
    @Test
    void whatever_is_written_has_no_character_the_format_lacks() {
        Random random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            String any = random.ints(1 + random.nextInt(4), 1, i % 2 == 0 ? 0x250 : 0xFFFF)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            Latin.write(any, Latin.SEPA)
                    .ifPresent(text -> assertThat(text).as(any).matches("[A-Za-z0-9/\\-?:().,'+ ]*"));
            Latin.write(any, "windows-1252").ifPresent(text -> assertThat(
                            Charset.forName("windows-1252").newEncoder().canEncode(text))
                    .as(any)
                    .isTrue());
        }
    }
}
