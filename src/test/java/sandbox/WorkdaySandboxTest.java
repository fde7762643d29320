package sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

class WorkdaySandboxTest {

    private static final String SERVICE = "/ccx/service/mha_demo/Human_Resources/v42.0";
    private static final String WD = "urn:com.workday/bsvc";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-10-08T12:05:00Z"), ZoneOffset.UTC);
    private static final String NEW_HIRE = "{\"recordType\":\"worker\",\"WID\":\"w99\",\"Employee_ID\":\"210099\","
            + "\"Active\":\"1\",\"Legal_Last_Name\":\"O<'&\",\"Effective_Date\":\"2026-11-02\","
            + "\"Entry_Moment\":\"2026-10-08T12:01:00Z\"}";

    private Sandbox sandbox;
    private Client workday;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(0, CLOCK);
        workday = new Client(sandbox, "workday");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void all_workers_of_the_workday_entities_come_in_pages_that_fit_together() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int page = 1; page <= 3; page++) {
            Document answer = answered(request("", "<wd:Page>" + page + "</wd:Page><wd:Count>10</wd:Count>"));
            assertThat(value(answer, "Total_Results")).isEqualTo("28");
            assertThat(value(answer, "Total_Pages")).isEqualTo("3");
            assertThat(value(answer, "Page")).isEqualTo(Integer.toString(page));
            ids.addAll(values(answer, "Worker_ID"));
        }

        assertThat(ids).hasSize(28).isSorted().doesNotHaveDuplicates();
        assertThat(values(answered(request("", "<wd:Page>4</wd:Page><wd:Count>10</wd:Count>")), "Worker_ID"))
                .isEmpty();
    }

    @Test
    void a_worker_has_the_elements_of_the_vendors_sample_in_its_order() throws Exception {
        Document answer = answered(request(reference("Employee_ID", "210033"), ""));

        assertThat(value(answer, "First_Name")).isEqualTo("葵");
        assertThat(outline((Element) answer.getElementsByTagNameNS(WD, "Worker").item(0)))
                .startsWith(
                        "Worker_Reference ID ID Worker_Data Worker_ID User_ID Personal_Data Name_Data Legal_Name_Data"
                                + " Name_Detail_Data First_Name Last_Name Preferred_Name_Data Name_Detail_Data First_Name"
                                + " Last_Name Contact_Data Email_Address_Data Email_Address Usage_Data Type_Data"
                                + " Type_Reference ID Employment_Data Worker_Job_Data Position_Data Position_ID"
                                + " Position_Title Business_Title Worker_Type_Reference ID Scheduled_Weekly_Hours"
                                + " Job_Profile_Summary_Data Job_Family_Reference ID Business_Site_Summary_Data"
                                + " Location_Reference ID Local_Reference ID Address_Data Country_Reference ID ID"
                                + " Municipality Worker_Status_Data Active Hire_Date Original_Hire_Date First_Day_of_Work"
                                + " Terminated Rehire Organization_Data Worker_Organization_Data Organization_Reference ID"
                                + " Organization_Data Organization_Reference_ID Organization_Code Organization_Name"
                                + " Organization_Type_Reference ID");
        assertThat(values(answer, "Organization_Code")).containsExactly("3000", "CC-8100", "APAC", "JP_MONTHLY");
    }

    @Test
    void dates_of_us_workers_carry_an_offset() throws Exception {
        Document answer = answered(request(reference("Employee_ID", "210016"), ""));

        assertThat(value(answer, "Hire_Date")).isEqualTo("2026-10-05-07:00");
        assertThat(value(answer, "Original_Hire_Date")).isEqualTo("2023-02-01-08:00");
        assertThat(value(answer, "Rehire")).isEqualTo("1");
    }

    @Test
    void the_three_delta_queries_find_entries_effects_and_future_hires() throws Exception {
        workday.post("/records", NEW_HIRE);
        String entered = range("Updated_From", "2026-10-08T12:00:00Z", "Updated_Through", "2026-10-08T12:05:00Z");

        assertThat(ids(request(entered, ""))).as("not in effect yet").isEmpty();
        assertThat(ids(request(entered, "<wd:As_Of_Effective_Date>2026-12-31</wd:As_Of_Effective_Date>")))
                .containsExactly("210099");
        assertThat(ids(request(range("Effective_From", "2026-10-01", "Effective_Through", "2026-10-08"), "")))
                .containsExactly("210016");
    }

    @Test
    void an_as_of_moment_hides_what_was_entered_later() throws Exception {
        String past = "<wd:As_Of_Effective_Date>2026-12-31</wd:As_Of_Effective_Date><wd:As_Of_Entry_DateTime>%s"
                + "</wd:As_Of_Entry_DateTime>";
        String luis = reference("Employee_ID", "210018");

        assertThat(value(answered(request(luis, past.formatted("2026-10-28T15:59:59Z"))), "Active"))
                .isEqualTo("1");
        Document after = answered(request(luis, past.formatted("2026-10-28T16:00:00Z")));
        assertThat(value(after, "Active")).isEqualTo("0");
        assertThat(value(after, "Termination_Date")).isEqualTo("2026-10-23-07:00");
        String activeOnly = "<wd:Request_Criteria><wd:Exclude_Inactive_Workers>true</wd:Exclude_Inactive_Workers>"
                + "</wd:Request_Criteria>";
        assertThat(ids(request(luis + activeOnly, past.formatted("2026-10-28T16:00:00Z"))))
                .isEmpty();
    }

    @Test
    void text_is_escaped() throws Exception {
        workday.post("/records", NEW_HIRE.replace("2026-11-02", "2026-10-08"));

        assertThat(value(answered(request(reference("WID", "w99"), "")), "Last_Name"))
                .isEqualTo("O<'&");
    }

    @Test
    void bad_requests_get_a_soap_fault() {
        String good = request("", "");
        assertThat(fault(good.replace(Credentials.WORKDAY_PASSWORD, "wrong"))).contains("authenticationError");
        assertThat(fault(good.replace("Get_Workers_Request", "Get_Widgets_Request")))
                .contains("SOAP-ENV:Client");
        assertThat(fault(request(reference("Employee_ID", "1"), ""))).contains("is not a valid ID value");
        assertThat(fault(request("", "<wd:Count>1000</wd:Count>"))).contains("validationError");
        assertThat(fault(request(range("Updated_From", "yesterday", "Updated_Through", "today"), "")))
                .contains("Validation_Fault");
        assertThat(fault("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")).contains("SOAP-ENV:Client");
        assertThat(fault("not xml")).contains("SOAP-ENV:Client");
        assertThat(workday.ledger()).isEmpty();
    }

    private String fault(String body) {
        Client.Answer answer = workday.post(SERVICE, body);
        assertThat(answer.status()).isEqualTo(500);
        return answer.text();
    }

    private List<String> ids(String body) throws Exception {
        return values(answered(body), "Worker_ID");
    }

    private Document answered(String body) throws Exception {
        Client.Answer answer = workday.post(SERVICE, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(answer.text().getBytes(StandardCharsets.UTF_8)));
    }

    private static String value(Document document, String element) {
        return document.getElementsByTagNameNS(WD, element).item(0).getTextContent();
    }

    private static List<String> values(Document document, String element) {
        NodeList nodes = document.getElementsByTagNameNS(WD, element);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            values.add(nodes.item(i).getTextContent());
        }
        return values;
    }

    private static String outline(Element element) {
        StringBuilder outline = new StringBuilder();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                outline.append(inner.getLocalName()).append(' ').append(outline(inner));
            }
        }
        return outline.toString();
    }

    private static String reference(String type, String id) {
        return "<wd:Request_References><wd:Worker_Reference><wd:ID wd:type=\"" + type + "\">" + id
                + "</wd:ID></wd:Worker_Reference></wd:Request_References>";
    }

    private static String range(String from, String start, String through, String end) {
        return "<wd:Request_Criteria><wd:Transaction_Log_Criteria_Data><wd:Transaction_Date_Range_Data><wd:" + from
                + ">"
                + start + "</wd:" + from + "><wd:" + through + ">" + end + "</wd:" + through
                + "></wd:Transaction_Date_Range_Data></wd:Transaction_Log_Criteria_Data></wd:Request_Criteria>";
    }

    private static String request(String criteria, String filter) {
        return "<env:Envelope xmlns:env=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:wd=\"" + WD
                + "\"><env:Header>"
                + "<wsse:Security xmlns:wsse=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd\">"
                + "<wsse:UsernameToken><wsse:Username>" + Credentials.WORKDAY_USER + "</wsse:Username><wsse:Password>"
                + Credentials.WORKDAY_PASSWORD + "</wsse:Password></wsse:UsernameToken></wsse:Security></env:Header>"
                + "<env:Body><wd:Get_Workers_Request wd:version=\"v42.0\">" + criteria + "<wd:Response_Filter>" + filter
                + "</wd:Response_Filter></wd:Get_Workers_Request></env:Body></env:Envelope>";
    }
}
