package sandbox;

/** Workday's SOAP 1.1 faults; HTTP 500 as SOAP asks, whoever is to blame. */
final class WorkdayFault {

    private static final String ENVELOPE =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/">
              <SOAP-ENV:Body>
                <SOAP-ENV:Fault xmlns:wd="urn:com.workday/bsvc">
                  <faultcode>%s</faultcode>
                  <faultstring>%s</faultstring>%s
                </SOAP-ENV:Fault>
              </SOAP-ENV:Body>
            </SOAP-ENV:Envelope>
            """;
    private static final String DETAIL =
            """

                  <detail>
                    <wd:Validation_Fault>
                      <wd:Validation_Error><wd:Message>%s</wd:Message><wd:Detail_Message>%s</wd:Detail_Message></wd:Validation_Error>
                    </wd:Validation_Fault>
                  </detail>""";

    private WorkdayFault() {}

    static Reply reply(String code, String message) {
        return reply(500, code, message);
    }

    static Reply reply(int status, String code, String message) {
        return Reply.xml(status, ENVELOPE.formatted(code, WorkdayXml.escaped(message), ""));
    }

    static Refusal refusal(String code, String message) {
        return new Refusal(reply(code, message));
    }

    /** A value that does not pass validation. */
    static Refusal invalid(String message, String detail) {
        String text = WorkdayXml.escaped("Validation error occurred. " + message + " " + detail);
        String details = DETAIL.formatted(WorkdayXml.escaped(message), WorkdayXml.escaped(detail));
        return new Refusal(Reply.xml(500, ENVELOPE.formatted("SOAP-ENV:Client.validationError", text, details)));
    }
}
