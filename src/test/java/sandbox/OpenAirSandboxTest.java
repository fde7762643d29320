package sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAirSandboxTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-10-16T07:31:55Z"), ZoneOffset.UTC);
    private static final String USER = "<CreateUser><Company><nickname>meridian</nickname></Company><User>"
            + "<nickname>jonas</nickname><externalid>W-0022</externalid><password>once</password>"
            + "<job_codeid external=\"Jobcode\">PM</job_codeid><active>1</active>"
            + "<addr><Address><first>Jonas</first><email>jonas@x.example</email></Address></addr></User></CreateUser>";
    private static final String CUSTOMER = "<Add type=\"Customer\" lookup=\"externalid\"><Customer>"
            + "<name>Brückner &amp; Söhne</name><externalid>C-03</externalid></Customer></Add>";
    private static final String PROJECT = "<Add type=\"Project\" lookup=\"externalid\"><Project><name>Plant</name>"
            + "<externalid>P-1004</externalid><customerid external=\"Customer\">C-03</customerid>"
            + "<project_stageid name=\"Projectstage\">Active</project_stageid><currency>EUR</currency><active>1</active>"
            + "<start_date><Date><year>2026</year><month>10</month><day>1</day></Date></start_date></Project></Add>";
    private static final String WEEK = "{\"user\":\"W-0022\",\"starts\":\"2026-10-12\",\"ends\":\"2026-10-18\","
            + "\"status\":\"S\",\"tasks\":[{\"project\":\"P-1004\",\"date\":\"2026-10-14\",\"hours\":\"7\","
            + "\"minutes\":\"30\",\"timetypeid\":\"1\",\"acct_date\":\"2026-10-31\"}]}";

    private Sandbox sandbox;
    private Client openair;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(0, CLOCK);
        openair = new Client(sandbox, "openair");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private static String document(String token, String key, String commands) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><request API_version=\"1.0\" client=\"t\" client_ver=\"1\""
                + " namespace=\"meridian\" key=\"" + key + "\"><Auth><Login><access_token>" + token
                + "</access_token></Login></Auth>" + commands + "</request>";
    }

    private String raw(String body) {
        Client.Answer answer = openair.post("/api.pl", body);
        assertThat(answer.status()).isEqualTo(200);
        return answer.text();
    }

    private XmlElement ask(String commands) {
        try {
            XmlElement response =
                    XmlElement.parse(raw(document(Credentials.OPENAIR_TOKEN, Credentials.OPENAIR_KEY, commands))
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(response.child("Auth").attribute("status")).isEqualTo("0");
            return response;
        } catch (javax.xml.stream.XMLStreamException e) {
            throw new AssertionError(e);
        }
    }

    private String status(String command) {
        return ask(command).children().get(1).attribute("status");
    }

    private String why(String command) {
        XmlElement answer = ask(command).children().get(1);
        assertThat(answer.attribute("status")).isEqualTo("8");
        return answer.at("Error").text("comment");
    }

    private void setUp() {
        ask(USER + CUSTOMER + PROJECT).children().forEach(answer -> assertThat(answer.attribute("status"))
                .isEqualTo("0"));
    }

    private static String read(String type, String attributes, String inside) {
        return "<Read type=\"" + type + "\" " + attributes + ">" + inside + "</Read>";
    }

    @Test
    void commands_are_answered_one_by_one_in_their_order() {
        XmlElement response = ask(CUSTOMER + "<Read type=\"User\" method=\"all\" limit=\"1\"/>" + PROJECT + "<Fly/>");

        assertThat(response.children())
                .extracting(XmlElement::name)
                .containsExactly("Auth", "Add", "Read", "Add", "Fly");
        assertThat(response.children())
                .extracting(answer -> answer.attribute("status"))
                .containsExactly("0", "0", "601", "0", "5");
        XmlElement project = response.children().get(3).child("Project");
        assertThat(project.text("id")).isEqualTo("1004");
        assertThat(project.text("customerid")).isEqualTo("3");
        assertThat(project.text("project_stageid")).isEqualTo("2");
        assertThat(project.at("start_date", "Date").text("day")).isEqualTo("01");
        assertThat(project.at("finish_date").children()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"wrong, sandbox-openair-key, 9", "sandbox-openair-token, wrong, 413"})
    void a_wrong_token_or_key_is_refused_before_any_command(String token, String key, String code) {
        String answer = raw(document(token, key, CUSTOMER));

        assertThat(answer).contains("<response><Auth status=\"" + code + "\"/></response>");
        assertThat(openair.records("Customer")).isEmpty();
    }

    @Test
    void a_document_type_is_refused_unread() {
        String attack = "<?xml version=\"1.0\"?><!DOCTYPE request [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                + "<request>&x;</request>";
        Client.Answer answer = openair.post("/api.pl", attack);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).doesNotContain("root:").contains("document type");
    }

    @Test
    void a_lookup_by_external_id_changes_instead_of_adding_and_without_it_a_taken_one_is_refused() {
        setUp();
        ask(PROJECT.replace("Plant", "Plant data"));

        assertThat(openair.records("Project")).hasSize(1);
        assertThat(openair.records("Project").get(0).path("name").asText()).isEqualTo("Plant data");
        assertThat(openair.records("Customer").get(0).path("name").asText()).isEqualTo("Brückner & Söhne");
        assertThat(why(PROJECT.replace(" lookup=\"externalid\"", ""))).contains("must be unique", "1004");
        assertThat(why(USER)).contains("externalid must be unique");
        assertThat(openair.applied("P-1004")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "C-03</customerid> | C-99</customerid> | there is no Customer C-99",
                "<name>Plant</name> | '' | Project/name is required",
                "<active>1</active> | <active>yes</active> | cannot be yes",
                "Active</project | Flying</project | there is no Projectstage Flying",
            })
    void a_wrong_project_is_refused_in_words(String right, String wrong, String words) {
        ask(CUSTOMER);
        assertThat(why(PROJECT.replace(right, wrong))).contains(words);
        assertThat(openair.records("Project")).isEmpty();
    }

    @Test
    void users_are_created_with_a_password_that_is_never_answered() {
        assertThat(status(USER.replace("CreateUser>", "Add>"))).isEqualTo("603");
        assertThat(why(USER.replace("<password>once</password>", ""))).contains("password");
        setUp();
        XmlElement user = ask(read(
                        "User", "method=\"equal to\" limit=\"1\"", "<User><externalid>W-0022</externalid></User>"))
                .at("Read", "User");
        assertThat(user.text("id")).isEqualTo("22");
        assertThat(user.text("job_codeid")).isEqualTo("11");
        assertThat(user.at("addr", "Address").text("email")).isEqualTo("jonas@x.example");
        assertThat(user.child("password")).isNull();
    }

    @Test
    void a_cost_holds_from_its_date_and_ends_the_one_before() {
        setUp();
        for (String[] cost : new String[][] {{"70.00", "1"}, {"75.50", "15"}}) {
            ask("<Modify type=\"User\"><User><id>22</id><update_cost>1</update_cost><cost>" + cost[0]
                    + "</cost><cost_currency>EUR</cost_currency><cost_start_date><Date><year>2026</year><month>10</month>"
                    + "<day>" + cost[1] + "</day></Date></cost_start_date></User></Modify>");
        }
        assertThat(openair.records("LoadedCost"))
                .extracting(cost -> cost.path("cost").asText() + " "
                        + cost.path("start").asText() + " " + cost.path("end").asText())
                .containsExactly("70.00 2026-10-01 2026-10-14", "75.50 2026-10-15 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Task | method=\"all\" | 605",
                "Task | method=\"all\" limit=\"0,1001\" | 605",
                "Task | method=\"all\" limit=\"0,1000\" | 601",
                "Task | method=\"some\" limit=\"1\" | 603",
                "Slip | method=\"all\" limit=\"1\" | 603",
                "Task | method=\"all\" limit=\"1\" filter=\"newer-than\" field=\"flown\" | 602",
            })
    void a_read_without_a_fitting_limit_type_or_field_is_refused(String type, String attributes, String code) {
        String date = "<Date><year>2026</year><month>10</month><day>16</day></Date>";
        assertThat(status(read(type, attributes, date))).isEqualTo(code);
    }

    @Test
    void approval_is_the_timesheets_and_leaves_its_entries_as_they_were() {
        setUp();
        String sheet =
                openair.post("/timesheet", WEEK).json().path("timesheetid").asText();
        String approve = "<Approve type=\"Timesheet\"><Timesheet><id>" + sheet + "</id></Timesheet></Approve>";
        assertThat(why(approve)).contains("needs an Approval");
        assertThat(status(approve.replace("</Approve>", "<Approval><notes>ok</notes></Approval></Approve>")))
                .isEqualTo("0");

        XmlElement response = ask(read("Timesheet", "method=\"all\" limit=\"1\"", "")
                + read("Task", "method=\"all\" limit=\"1\" filter=\"approved-timesheets\"", ""));
        XmlElement timesheet = response.children().get(1).child("Timesheet");
        assertThat(timesheet.text("status")).isEqualTo("A");
        assertThat(timesheet.text("total")).isEqualTo("7.50");
        assertThat(timesheet.at("approved", "Date").text("day")).isEqualTo("16");
        XmlElement task = response.children().get(2).child("Task");
        assertThat(task.text("decimal_hours")).isEqualTo("7.50");
        assertThat(task.at("acct_date", "Date").text("day")).isEqualTo("31");
        assertThat(task.child("status")).isNull();
        assertThat(why("<Modify type=\"Task\"><Task><id>" + task.text("id") + "</id><hours>8</hours></Task></Modify>"))
                .contains("not open");

        assertThat(openair.post("/unapprove", "{\"timesheetid\":\"" + sheet + "\"}")
                        .status())
                .isEqualTo(200);
        assertThat(openair.records("Timesheet").get(0).path("status").asText()).isEqualTo("O");
    }

    @Test
    void time_needs_an_active_project_and_a_day_of_the_timesheet() {
        setUp();
        assertThat(openair.post("/timesheet", WEEK.replace("2026-10-14", "2026-10-19"))
                        .text())
                .contains("not in the timesheet");
        ask("<Modify type=\"Project\"><Project><id>1004</id><active>0</active></Project></Modify>");
        assertThat(openair.post("/timesheet", WEEK).text()).contains("not active");
    }

    @Test
    void what_is_marked_as_exported_is_not_read_as_not_exported_any_more() {
        setUp();
        String task = openair.post("/timesheet", WEEK).json().at("/taskids/0").asText();
        String open = read(
                "Task",
                "method=\"not exported\" limit=\"10\"",
                "<ImportExport><application>throughline</application></ImportExport>");
        assertThat(status(open)).isEqualTo("0");

        ask("<Add type=\"ImportExport\"><ImportExport><application>throughline</application><type>Task</type><id>"
                + task
                + "</id><exported><Date><year>2026</year><month>10</month><day>16</day></Date></exported>"
                + "<externalid>T-1</externalid></ImportExport></Add>");

        assertThat(status(open)).isEqualTo("601");
        assertThat(status(open.replace("throughline", "another"))).isEqualTo("0");
    }

    @Test
    void changes_since_are_read_in_pages() {
        setUp();
        StringBuilder tasks = new StringBuilder("[");
        for (int number = 0; number < 1203; number++) {
            tasks.append(number == 0 ? "" : ",")
                    .append("{\"recordType\":\"Task\",\"id\":\"")
                    .append(1000 + number)
                    .append("\",\"userid\":\"22\"}");
        }
        openair.post("/records", tasks.append("]").toString());
        String since = "<Date><year>2026</year><month>10</month><day>16</day><hour>7</hour><minute>31</minute>"
                + "<second>54</second></Date><_Return><id/></_Return>";
        String attributes = "method=\"all\" filter=\"newer-than\" field=\"updated\" limit=\"";

        assertThat(ask(read("Task", attributes + "0,1000\"", since))
                        .child("Read")
                        .children())
                .hasSize(1000);
        assertThat(ask(read("Task", attributes + "1000,1000\"", since))
                        .child("Read")
                        .children())
                .hasSize(203)
                .allMatch(task -> task.children().size() == 1);
        assertThat(status(read("Task", attributes + "0,1000\"", since.replace("54", "55"))))
                .isEqualTo("601");
    }

    @Test
    void calls_over_the_allowance_of_a_minute_are_answered_with_556_on_the_login() {
        openair.post("/allowance", "{\"calls\":2}");
        assertThat(ask("<Read type=\"RateLimit\" method=\"all\" limit=\"1\"/>")
                        .at("Read", "RateLimit")
                        .text("remain_60s_error"))
                .isEqualTo("1");
        ask("");

        assertThat(raw(document(Credentials.OPENAIR_TOKEN, Credentials.OPENAIR_KEY, CUSTOMER)))
                .contains("<response><Auth status=\"556\"/></response>");
        assertThat(openair.records("Customer")).isEmpty();
        assertThat(openair.get("/allowance").json().path("remain").asInt()).isZero();
    }
}
