package io.throughline.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.money.OvertimeRule;
import java.io.StringReader;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayCalendarTest {

    private static final String HEADER = "legal_entity,frequency,overtime\n";

    @ParameterizedTest
    @CsvSource({
        "LE-US, 2026-10B, US_FLSA",
        "LE-DE, 2026-10,  NONE",
        "LE-JP, 2026-10,  JP_STATUTORY",
        "LE-XX, 2026-10,  NONE",
        "     , 2026-10,  NONE"
    })
    void each_entity_has_its_period_and_its_overtime(String entity, String period, OvertimeRule overtime) {
        PayCalendar calendar = PayCalendar.shipped();

        assertThat(calendar.period(entity, LocalDate.of(2026, 10, 16)).id()).isEqualTo(period);
        assertThat(calendar.of(entity).overtime()).isEqualTo(overtime);
    }

    @Test
    void a_broken_table_says_what_is_wrong() {
        assertThatThrownBy(() -> read("entity,period\n")).hasMessageContaining("must start with");
        assertThatThrownBy(() -> read(HEADER + "LE-US,MONTHLY\n")).hasMessageContaining("without 3 cells");
        assertThatThrownBy(() -> read(HEADER + "LE-US,MONTHLY,NONE\n")).hasMessageContaining("no row *");
        assertThatThrownBy(() -> read(HEADER + "*,WEEKLY,NONE\n")).hasMessageContaining("WEEKLY");
    }

    private static PayCalendar read(String table) {
        return PayCalendar.read(new StringReader(table));
    }
}
