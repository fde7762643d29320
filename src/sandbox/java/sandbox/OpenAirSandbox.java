package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;

/**
 * OpenAir (SuiteProjects Pro), XML API 1.0: one address, one document with a login and any number of commands, answered
 * one element each with HTTP 200 whatever their status. What is added twice is there twice, unless an external id or a
 * look-up by it says otherwise.
 */
final class OpenAirSandbox extends Vendor {

    private static final String API = "/api.pl";
    private static final Pattern WRITES =
            Pattern.compile("<(Add|CreateUser|Modify|Delete|Submit|Approve|Reject|Unapprove)[\\s>/]");
    private static final String STATUS = "status";

    private final OpenAirRecords kept = new OpenAirRecords(records, clock);
    private final OpenAirTime time = new OpenAirTime(kept);
    private final OpenAirWrites writes = new OpenAirWrites(kept, time);
    private final OpenAirReads reads = new OpenAirReads(kept, time);
    private final OpenAirAllowance allowance = new OpenAirAllowance(clock);

    OpenAirSandbox(Clock clock) {
        super(clock);
    }

    @Override
    String name() {
        return "openair";
    }

    @Override
    boolean isWrite(Call call) {
        return WRITES.matcher(call.text()).find();
    }

    @Override
    boolean sendsRetryAfter() {
        return false;
    }

    @Override
    Reply answer(Call call) {
        if (!call.path().equals(API) || !(call.is("POST") || call.is("PUT"))) {
            return Reply.empty(404);
        }
        XmlElement response = new XmlElement("response");
        XmlElement request;
        try {
            request = XmlElement.parse(call.body());
        } catch (XMLStreamException e) {
            return failure(400, "no XML: " + e.getMessage());
        }
        try {
            login(request);
        } catch (OpenAirRefusal refusal) {
            return Reply.xml(200, response.with(refusal.element("Auth")).document());
        }
        response.with(new XmlElement("Auth").with(STATUS, "0"));
        for (XmlElement command : request.children()) {
            if (!command.name().equals("Auth")) {
                response.with(carriedOut(command, call));
            }
        }
        return Reply.xml(200, response.document());
    }

    private void login(XmlElement request) {
        boolean known = "request".equals(request.name())
                && "1.0".equals(request.attribute("API_version"))
                && Credentials.OPENAIR_NAMESPACE.equals(request.attribute("namespace"))
                && Credentials.OPENAIR_KEY.equals(request.attribute("key"))
                && request.attribute("client") != null
                && request.attribute("client_ver") != null;
        if (!known) {
            throw new OpenAirRefusal(OpenAirRefusal.NOT_PRIVILEGED, "name space or key");
        }
        XmlElement token = request.at("Auth", "Login", "access_token");
        if (token == null) {
            throw new OpenAirRefusal(OpenAirRefusal.NOT_LOGGED_IN, "no login");
        }
        if (!Credentials.OPENAIR_TOKEN.equals(token.text())) {
            throw new OpenAirRefusal(OpenAirRefusal.LOGGED_OUT, "unknown access token");
        }
        allowance.take();
    }

    private XmlElement carriedOut(XmlElement command, Call call) {
        try {
            return switch (command.name()) {
                case "Read" -> "RateLimit".equals(command.attribute("type"))
                        ? new XmlElement("Read").with(STATUS, "0").with(allowance.left())
                        : reads.read(command);
                case "Add" -> writes.add(command, call::wrote);
                case "CreateUser" -> writes.createUser(command, call::wrote);
                case "Modify" -> writes.modify(command, call::wrote);
                case "Delete" -> writes.delete(command, call::wrote);
                case "Submit", "Approve", "Reject", "Unapprove" -> time.act(command, call::wrote);
                case "Time" -> new XmlElement("Time").with(STATUS, "0");
                default -> throw new OpenAirRefusal(OpenAirRefusal.UNKNOWN_COMMAND, command.name());
            };
        } catch (OpenAirRefusal refusal) {
            return refusal.element(command.name());
        }
    }

    /** Too many calls are said with 556 on the login and HTTP 200; other failures are the web server's. */
    @Override
    Reply failure(int status, String message) {
        if (status == 429) {
            XmlElement auth = new XmlElement("Auth").with(STATUS, String.valueOf(OpenAirRefusal.TOO_MANY));
            return Reply.xml(200, new XmlElement("response").with(auth).document());
        }
        return Reply.xml(status, new XmlElement("html").add("title", message).document());
    }

    @Override
    Reply control(Call call) throws IOException {
        try {
            return switch (call.method() + " " + call.path()) {
                case "GET /allowance" -> Reply.json(200, allowance.view());
                case "POST /allowance" -> {
                    allowance.set(call.json().path("calls").asInt());
                    yield Reply.json(200, allowance.view());
                }
                case "POST /delete-entry" -> {
                    kept.existing(OpenAirType.TASK, call.json().path("taskid").asText());
                    kept.remove(OpenAirType.TASK, call.json().path("taskid").asText());
                    yield Reply.empty(204);
                }
                case "POST /timesheet" -> Reply.json(200, time.enter(call.json()));
                case "POST /submit", "POST /approve", "POST /reject", "POST /unapprove" -> acted(call);
                default -> null;
            };
        } catch (OpenAirRefusal refusal) {
            return Reply.json(422, Json.object().put("error", refusal.getMessage()));
        }
    }

    private Reply acted(Call call) throws IOException {
        String word = call.path().substring(1);
        String action = Character.toUpperCase(word.charAt(0)) + word.substring(1);
        String id = call.json().path("timesheetid").asText();
        XmlElement command = new XmlElement(action)
                .with("type", "Timesheet")
                .with(new XmlElement("Timesheet").add("id", id))
                .with(new XmlElement("Approval"));
        time.act(command, write -> {});
        return Reply.json(200, kept.existing(OpenAirType.TIMESHEET, id));
    }

    @Override
    void seed(String recordType, ObjectNode record) {
        OpenAirType type = OpenAirType.of(recordType);
        ObjectNode text = Json.object();
        record.properties().forEach(field -> {
            if (field.getValue().isObject()) {
                text.set(field.getKey(), field.getValue());
            } else if (!field.getValue().isNull()) {
                text.put(field.getKey(), field.getValue().asText());
            }
        });
        ObjectNode stored = type == OpenAirType.IMPORTEXPORT
                ? kept.putAs(type, OpenAirWrites.exportKey(text), text)
                : kept.put(type, text);
        if (text.has("updated")) {
            stored.set("updated", text.get("updated"));
        }
    }

    /** Job codes, cost centres, stages and time types are set up in the account; people and projects are not. */
    @Override
    void seedAll() {
        kept.start();
        allowance.start();
        Csv.rows("openair-setup.csv").forEach(row -> {
            ObjectNode record = Json.object();
            row.forEach((field, value) -> {
                if (!value.isEmpty() && !field.equals("type")) {
                    record.put(field, value);
                }
            });
            kept.put(OpenAirType.of(row.get("type")), record);
        });
    }
}
