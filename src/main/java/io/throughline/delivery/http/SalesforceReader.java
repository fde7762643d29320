package io.throughline.delivery.http;

/** Reads single records of Salesforce, as after a gap in its change feed. */
public final class SalesforceReader {

    private final Ask ask;

    SalesforceReader(Outbound mappings, Connector connector) {
        this.ask = new Ask(mappings, connector);
    }

    /**
     * One opportunity; the result is the bytes of {@code GET /sobjects/Opportunity/<id>}.
     *
     * @param id Salesforce id of 15 or 18 characters
     */
    public Enquiry opportunity(String id) {
        return new One(
                ask.call("read-opportunity", Json.MAPPER.createObjectNode().put("salesforceId", id)));
    }

    private static final class One implements Enquiry {
        private final HttpCall call;
        private byte[] body;

        One(HttpCall call) {
            this.call = call;
        }

        @Override
        public String system() {
            return "salesforce";
        }

        @Override
        public HttpCall ask() {
            return body == null ? call : null;
        }

        @Override
        public void told(HttpReply reply) {
            body = reply.body();
        }

        @Override
        public Object result() {
            return body;
        }
    }
}
