package io.throughline.delivery.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads workers by {@code Get_Workers} (SOAP 1.1, {@code urn:com.workday/bsvc}, WS-Security UsernameToken), page after
 * page with the same As-Of values. The request is the template {@code mappings/workday/get-workers.xml}.
 */
public final class WorkdayReader {

    private static final int COUNT = 100;

    private final Credentials credentials;
    private final XmlTemplate template = XmlTemplate.ofClassPath("mappings/workday/get-workers.xml");

    WorkdayReader(Credentials credentials) {
        this.credentials = credentials;
    }

    /** The workers of a query; the result is a {@code List<byte[]>}, one SOAP response per page. */
    public Enquiry workers(WorkdayQuery query) {
        return new Pages(template, values(query));
    }

    private Map<String, String> values(WorkdayQuery query) {
        Map<String, String> values = new HashMap<>();
        values.put("user", credentials.user());
        values.put("password", credentials.password());
        if (query.kind() == WorkdayQuery.Kind.WORKER) {
            values.put(query.worker().type(), query.worker().id());
        } else {
            boolean entered = query.kind() == WorkdayQuery.Kind.UPDATED;
            values.put(entered ? "updatedFrom" : "effectiveFrom", query.from().toString());
            values.put(
                    entered ? "updatedThrough" : "effectiveThrough",
                    query.through().toString());
            values.put("excludeInactive", "false");
        }
        values.put("asOfDate", query.on().toString());
        values.put("asOfMoment", query.asOf().toString());
        values.put("count", String.valueOf(COUNT));
        return values;
    }

    private static final class Pages implements Enquiry {
        private final XmlTemplate template;
        private final Map<String, String> values;
        private final List<byte[]> pages = new ArrayList<>();
        private int total = 1;

        Pages(XmlTemplate template, Map<String, String> values) {
            this.template = template;
            this.values = values;
        }

        @Override
        public String system() {
            return "workday";
        }

        @Override
        public HttpCall ask() {
            if (pages.size() >= total) {
                return null;
            }
            values.put("page", String.valueOf(pages.size() + 1));
            Map<String, String> headers = Map.of(
                    "Content-Type", "text/xml; charset=utf-8", "Accept", "text/xml", "SOAPAction", "\"Get_Workers\"");
            return HttpCall.read("POST", headers, template.fill(values));
        }

        @Override
        public void told(HttpReply reply) {
            total = SoapReply.totalPages(reply.body());
            pages.add(reply.body());
        }

        @Override
        public String words(HttpReply reply) {
            return SoapReply.fault(reply.body());
        }

        @Override
        public Object result() {
            return List.copyOf(pages);
        }
    }
}
