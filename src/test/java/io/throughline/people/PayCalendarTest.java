package io.throughline.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.money.LegalEntity;
import io.throughline.money.OvertimeRule;
import io.throughline.money.PayPeriod;
import java.io.StringReader;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayCalendarTest {

    private static final String HEADER = "legal_entity,frequency,overtime\n";
    private static final String WITH_LOCK = "legal_entity,frequency,overtime,lock_days,lock_time\n";

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

    @ParameterizedTest
    @CsvSource({
        "LE-US, 2026-10B, 2026-11-04T17:00-05:00[America/New_York]",
        "LE-US, 2026-10A, 2026-10-20T17:00-04:00[America/New_York]",
        "LE-DE, 2026-10,  2026-11-06T12:00+01:00[Europe/Berlin]",
        "LE-JP, 2026-10,  2026-11-05T15:00+09:00[Asia/Tokyo]"
    })
    void payroll_is_locked_so_many_working_days_after_the_period_where_the_entity_is(
            String entity, String period, String lock) {
        assertThat(PayCalendar.shipped().lock(entity(entity), PayPeriod.parse(period)))
                .hasToString("Optional[" + lock + "]");
    }

    @Test
    void a_table_of_before_there_were_locks_and_a_row_that_leaves_them_empty_have_none() {
        assertThat(read(HEADER + "*,MONTHLY,NONE\n").lock(entity("LE-US"), PayPeriod.parse("2026-10")))
                .isEmpty();
        PayCalendar calendar = read(WITH_LOCK + "*,MONTHLY,NONE, ,\nLE-DE,MONTHLY,NONE,1,09:30\n");
        assertThat(calendar.lock(entity("LE-US"), PayPeriod.parse("2026-10"))).isEmpty();
        assertThat(calendar.lock(entity("LE-DE"), PayPeriod.parse("2026-10"))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"SEMI_MONTHLY, 9", "MONTHLY, 19"})
    void the_latest_lock_there_may_be_is_never_after_the_next_period(PayPeriod.Frequency frequency, int days) {
        PayCalendar calendar = read(WITH_LOCK + "*," + frequency + ",NONE," + days + ",23:59\n");
        assertThatThrownBy(() -> read(WITH_LOCK + "*," + frequency + ",NONE," + (days + 1) + ",23:59\n"))
                .hasMessageContaining("from 1 to " + days);
        LegalEntity entity = entity("LE-US");
        PayPeriod period = PayPeriod.of(LocalDate.of(2026, 1, 1), frequency);
        while (period.month().getYear() < 2026 + 28) {
            PayPeriod next = PayPeriod.of(period.to().plusDays(1), frequency);
            assertThat(calendar.lock(entity, period).orElseThrow().toLocalDate())
                    .isBeforeOrEqualTo(next.to());
            period = next;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0,     17:00, lock_days is '0'",
        "x,     17:00, lock_days is 'x'",
        "'',    17:00, lock_days is ''",
        "3,     24:00, lock_time is '24:00'",
        "3,     17,    lock_time is '17'",
        "3,     '',    lock_time is ''"
    })
    void a_broken_lock_is_named_with_row_cell_and_rule(String days, String time, String named) {
        assertThatThrownBy(() -> read(WITH_LOCK + "LE-US,MONTHLY,NONE," + days + "," + time + "\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row LE-US: " + named + ", a ")
                .hasMessageContaining("is expected, or both cells empty");
    }

    @Test
    void a_broken_table_says_what_is_wrong() {
        assertThatThrownBy(() -> read("entity,period\n")).hasMessageContaining("must start with");
        assertThatThrownBy(() -> read(HEADER + "LE-US,MONTHLY\n")).hasMessageContaining("without 3 cells");
        assertThatThrownBy(() -> read(WITH_LOCK + "LE-US,MONTHLY,NONE\n")).hasMessageContaining("without 5 cells");
        assertThatThrownBy(() -> read(HEADER + "LE-US,MONTHLY,NONE\n")).hasMessageContaining("no row *");
        assertThatThrownBy(() -> read(HEADER + "*,WEEKLY,NONE\n"))
                .hasMessageContaining("row *: frequency is 'WEEKLY', one of [SEMI_MONTHLY, MONTHLY] is expected");
        assertThatThrownBy(() -> read(HEADER + "*,MONTHLY,SOME\n")).hasMessageContaining("overtime is 'SOME', one of");
    }

    private static LegalEntity entity(String id) {
        return DemoFirm.snapshots()
                .latest("legal-entity", id, LegalEntity.class)
                .orElseThrow();
    }

    private static PayCalendar read(String table) {
        return PayCalendar.read(new StringReader(table));
    }
}
