package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes {@code Get_Workers_Response}: the elements, order and namespaces of the firm's sample of Workday v42.0. */
final class WorkdayXml {

    private final StringBuilder xml = new StringBuilder();
    private final ObjectNode worker;

    private WorkdayXml(ObjectNode worker) {
        this.worker = worker;
    }

    static String response(int total, int pages, int page, List<ObjectNode> workers) {
        StringBuilder response = new StringBuilder(1024 + workers.size() * 6000);
        response.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                .append("<env:Envelope xmlns:env=\"http://schemas.xmlsoap.org/soap/envelope/\"><env:Body>")
                .append("<wd:Get_Workers_Response xmlns:wd=\"urn:com.workday/bsvc\" wd:version=\"v42.0\">")
                .append("<wd:Response_Results><wd:Total_Results>")
                .append(total)
                .append("</wd:Total_Results><wd:Total_Pages>")
                .append(pages)
                .append("</wd:Total_Pages><wd:Page_Results>")
                .append(workers.size())
                .append("</wd:Page_Results><wd:Page>")
                .append(page)
                .append("</wd:Page></wd:Response_Results><wd:Response_Data>");
        workers.forEach(worker -> response.append(new WorkdayXml(worker).written()));
        return response.append("</wd:Response_Data></wd:Get_Workers_Response></env:Body></env:Envelope>\n")
                .toString();
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private String written() {
        within("Worker", () -> {
            within("Worker_Reference", () -> {
                id("WID", get("WID"));
                id("Employee_ID", get("Employee_ID"));
                id("Contingent_Worker_ID", get("Contingent_Worker_ID"));
            });
            within("Worker_Data", () -> {
                String employee = get("Employee_ID");
                value("Worker_ID", employee == null ? get("Contingent_Worker_ID") : employee);
                value("User_ID", get("User_ID"));
                within("Personal_Data", this::personal);
                within("Employment_Data", this::employment);
                within("Organization_Data", this::organizations);
                if (get("Manager_WID") != null) {
                    managementChain();
                }
            });
        });
        return xml.toString();
    }

    private void personal() {
        within("Name_Data", () -> {
            name("Legal_Name_Data", "Legal");
            name("Preferred_Name_Data", "Preferred");
        });
        within(
                "Contact_Data",
                () -> within("Email_Address_Data", () -> {
                    value("Email_Address", get("Email_Address"));
                    xml.append("<wd:Usage_Data wd:Public=\"1\"><wd:Type_Data wd:Primary=\"1\">");
                    reference("Type_Reference", "Communication_Usage_Type_ID", "WORK");
                    xml.append("</wd:Type_Data></wd:Usage_Data>");
                }));
    }

    private void name(String element, String prefix) {
        within(
                element,
                () -> within("Name_Detail_Data", () -> {
                    value("First_Name", get(prefix + "_First_Name"));
                    value("Last_Name", get(prefix + "_Last_Name"));
                }));
    }

    private void employment() {
        xml.append("<wd:Worker_Job_Data wd:Primary_Job=\"1\">");
        within("Position_Data", () -> {
            value("Position_ID", get("Position_ID"));
            value("Position_Title", get("Position_Title"));
            value("Business_Title", get("Position_Title"));
            reference("Worker_Type_Reference", "Employee_Type_ID", get("Worker_Type"));
            value("Scheduled_Weekly_Hours", get("Scheduled_Weekly_Hours"));
            within(
                    "Job_Profile_Summary_Data",
                    () -> reference("Job_Family_Reference", "Job_Family_ID", get("Job_Family")));
            within("Business_Site_Summary_Data", () -> {
                reference("Location_Reference", "Location_ID", get("Location_ID"));
                reference("Local_Reference", "Locale_ID", get("Locale_ID"));
                within("Address_Data", () -> {
                    within("Country_Reference", () -> {
                        id("ISO_3166-1_Alpha-2_Code", get("Country_Alpha_2"));
                        id("ISO_3166-1_Alpha-3_Code", get("Country_Alpha_3"));
                    });
                    value("Municipality", get("Municipality"));
                });
            });
        });
        xml.append("</wd:Worker_Job_Data>");
        within("Worker_Status_Data", () -> {
            value("Active", get("Active"));
            value("Hire_Date", get("Hire_Date"));
            value("Original_Hire_Date", get("Original_Hire_Date"));
            value("First_Day_of_Work", get("First_Day_of_Work"));
            value("Terminated", get("Terminated"));
            value("Termination_Date", get("Termination_Date"));
            value("Termination_Last_Day_of_Work", get("Termination_Date"));
            value("End_Employment_Date", get("Termination_Date"));
            value("Rehire", get("Rehire"));
        });
    }

    private void organizations() {
        organization("COMPANY", get("Company"), get("Company_Code"), get("Company_Name"));
        organization("COST_CENTER", get("Cost_Center"), get("Cost_Center"), get("Cost_Center_Name"));
        organization("REGION_HIERARCHY", get("Region"), get("Region"), get("Region"));
        organization("PAY_GROUP", get("Pay_Group"), get("Pay_Group"), get("Pay_Group"));
    }

    private void organization(String type, String id, String code, String name) {
        if (id == null) {
            return;
        }
        within("Worker_Organization_Data", () -> {
            reference("Organization_Reference", "Organization_Reference_ID", id);
            within("Organization_Data", () -> {
                value("Organization_Reference_ID", id);
                value("Organization_Code", code);
                value("Organization_Name", name);
                reference("Organization_Type_Reference", "Organization_Type_ID", type);
            });
        });
    }

    private void managementChain() {
        within(
                "Management_Chain_Data",
                () -> within(
                        "Worker_Supervisory_Management_Chain_Data",
                        () -> within(
                                "Management_Chain_Data",
                                () -> reference("Manager_Reference", "WID", get("Manager_WID")))));
    }

    private void within(String element, Runnable content) {
        xml.append("<wd:").append(element).append('>');
        content.run();
        xml.append("</wd:").append(element).append('>');
    }

    private void reference(String element, String type, String id) {
        if (id != null) {
            within(element, () -> id(type, id));
        }
    }

    private void id(String type, String id) {
        if (id != null) {
            xml.append("<wd:ID wd:type=\"")
                    .append(type)
                    .append("\">")
                    .append(escaped(id))
                    .append("</wd:ID>");
        }
    }

    private void value(String element, String value) {
        if (value != null) {
            within(element, () -> xml.append(escaped(value)));
        }
    }

    private String get(String field) {
        return Json.text(worker, field);
    }
}
