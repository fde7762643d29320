package io.throughline.delivery.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files for ADP, byte for byte, and what is not written at all. */
class AdpFilesTest {

    private static Rendered files;

    @BeforeAll
    static void compile() {
        files = new Rendered();
    }

    @AfterAll
    static void close() {
        files.close();
    }

    private static ObjectNode batch() {
        return Rendered.input("adp/pay-data", "half-month");
    }

    private static ObjectNode payload(ObjectNode input) {
        return (ObjectNode) input.get("payload");
    }

    @Test
    void pay_data_looks_byte_for_byte_like_adps_sample_and_leaves_rows_without_hours_out() {
        assertThat(files.file("adp/pay-data", batch()).text())
                .isEqualTo(
                        """
                        Co Code,Batch ID,File #,Reg Hours,O/T Hours,Hours 3 Code,Hours 3 Amount,Temp Dept\r
                        MHU,OCT26A,210009,80.00,6.00,,,CC1200\r
                        MHU,OCT26A,210014,72.00,,V,8.00,CC1100\r
                        MHU,OCT26A,210016,64.00,,,,CC1100\r
                        """);
    }

    @Test
    void an_expense_is_paid_back_by_pay_data_of_its_own() {
        assertThat(files.file("adp/reimbursement", Rendered.input("adp/reimbursement", "hotel"))
                        .text())
                .isEqualTo("Co Code,Batch ID,File #,Earnings 3 Code,Earnings 3 Amount\r\n"
                        + "MHU,02610017,210009,EXP,240.03\r\n");
    }

    @Test
    void a_starter_has_american_dates_and_nothing_in_his_name_is_a_formula() {
        ObjectNode starter = Rendered.input("adp/starter", "analyst");
        payload(starter).withObject("/name/legal").put("given", "=1+1").put("family", "a;\"b\"\nc");

        assertThat(files.file("adp/starter", starter).text())
                .isEqualTo("Co Code,File #,Last Name,First Name,Hire Date,Home Department,Standard Hours,"
                        + "Overtime Eligible,Work Email,Associate ID,Termination Date\r\n"
                        + "MHU,210004,\"a;\"\"b\"\" c\",'=1+1,10/19/2026,CC1100,40.00,Y,"
                        + "tom@meridian-harbor.example,W-0004,\r\n");
    }

    @Test
    void a_company_code_of_two_characters_is_padded_in_the_file_name() {
        ObjectNode batch = batch();
        payload(batch).put("companyCode", "AB");
        assertThat(files.file("adp/pay-data", batch).name()).isEqualTo("PRAB_EPI.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../x", "OCT26A/..", "", "TOOLONG26A", "=1+1"})
    void a_batch_id_that_is_no_folder_name_is_refused(String id) {
        ObjectNode batch = batch();
        payload(batch).put("batchId", id);
        assertThatThrownBy(() -> files.file("adp/pay-data", batch)).hasMessageContaining("batchId is " + id);
    }

    @ParameterizedTest
    @CsvSource({
        "regularHours, 7.333",
        "overtimeHours, eight",
        "hours3Amount, 1e1000",
        "fileNumber, 12a",
        "fileNumber, 1234567"
    })
    void what_adp_would_not_take_in_a_row_is_refused_by_name(String field, String value) {
        ObjectNode batch = batch();
        ((ObjectNode) payload(batch).path("rows").get(1)).put(field, value);
        assertThatThrownBy(() -> files.file("adp/pay-data", batch))
                .hasMessageContaining(field)
                .hasMessageContaining(value);
    }

    @ParameterizedTest
    @CsvSource({
        "expenseId, ../x",
        "payrollId, 0x1",
        "companyCode, mhu",
        "companyAmount, 1234567.00",
        "companyAmount, 240.0"
    })
    void what_adp_would_not_take_of_an_expense_is_refused_by_name(String field, String value) {
        ObjectNode expense = Rendered.input("adp/reimbursement", "hotel");
        if (field.equals("companyAmount")) {
            payload(expense).withObject("/companyAmount").put("amount", value);
        } else {
            payload(expense).put(field, value);
        }
        assertThatThrownBy(() -> files.file("adp/reimbursement", expense))
                .hasMessageContaining(field)
                .hasMessageContaining(value);
    }
}
