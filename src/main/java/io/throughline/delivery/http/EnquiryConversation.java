package io.throughline.delivery.http;

import io.throughline.contract.Answer;

/** Carries out an {@link Enquiry}. Ends with its result, or with a {@link SourceFailure} for the caller to throw. */
final class EnquiryConversation extends Talk {

    private final Enquiry enquiry;
    private HttpCall call;

    EnquiryConversation(Enquiry enquiry, Connector connector, Tokens tokens, Answers answers) {
        super(connector, tokens, answers);
        this.enquiry = enquiry;
        try {
            advance();
        } catch (RuntimeException wrong) {
            end(new SourceFailure(enquiry.system(), new Answer.Refused("MAPPING", String.valueOf(wrong.getMessage()))));
        }
    }

    private void advance() {
        call = enquiry.ask();
        if (call == null) {
            end(enquiry.result());
        }
    }

    @Override
    HttpCall call() {
        return call;
    }

    @Override
    void answered(HttpReply reply) {
        if (reply.ok()) {
            enquiry.told(reply);
            advance();
            return;
        }
        Answer answer = answers().readFailed(reply);
        String words = enquiry.words(reply);
        if (words != null && (answer instanceof Answer.Refused || reply.status() == 500)) {
            answer = new Answer.Refused(String.valueOf(reply.status()), words);
        }
        end(failed(answer));
    }

    @Override
    boolean changesNothing() {
        return true;
    }

    @Override
    Object failed(Answer answer) {
        return new SourceFailure(enquiry.system(), answer);
    }

    @Override
    Object misunderstood(HttpReply reply, RuntimeException wrong) {
        return wrong instanceof SourceFailure
                ? wrong
                : failed(new Answer.Refused("MAPPING", "the answer was not understood: " + wrong.getMessage()));
    }
}
