package io.throughline.intake;

import io.throughline.broker.Received;
import io.throughline.mapping.Context;
import io.throughline.mapping.Refusal;
import io.throughline.mapping.Translation;
import io.throughline.mapping.Translator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Translates the messages of a batch on several processors, because what one says does not depend on its neighbours; they
 * come out in their order and with one idea of now. A long document is left until its turn comes, so that a batch does not
 * hold many of them at a time.
 */
final class ReadAhead {

    /** From this many messages on a second processor is worth its trouble. */
    private static final int MANY = 16;

    /** Bytes from which a document is long. */
    private static final int LONG = 64 * 1024;

    private final Translator translator;

    ReadAhead(Translator translator) {
        this.translator = translator;
    }

    /** A message and what it says. */
    interface Translated {
        Received message();

        /** @throws Refusal when the document as a whole is not let in */
        Translation translation();
    }

    private record Now(Received message, Translation translation) implements Translated {}

    private record Refused(Received message, Refusal refusal) implements Translated {
        @Override
        public Translation translation() {
            throw refusal;
        }
    }

    private record Later(Received message, Translator translator, String vendor, Context context)
            implements Translated {
        @Override
        public Translation translation() {
            return translator.read(vendor, message.body(), context);
        }
    }

    List<Translated> read(List<Received> messages, String vendor, Context context) {
        Stream<Received> stream = messages.size() < MANY ? messages.stream() : messages.parallelStream();
        return stream.map(message -> read(message, vendor, context)).toList();
    }

    private Translated read(Received message, String vendor, Context context) {
        if (message.body() == null) {
            return new Refused(
                    message,
                    new Refusal(
                            "DOC-KIND",
                            "A " + message.kind()
                                    + " is not accepted; send the document as a BytesMessage or TextMessage."));
        }
        if (message.body().length > LONG) {
            return new Later(message, translator, vendor, context);
        }
        try {
            return new Now(
                    message, translator.read(vendor, message.body(), context).inMemory());
        } catch (Refusal refusal) {
            return new Refused(message, refusal);
        }
    }
}
