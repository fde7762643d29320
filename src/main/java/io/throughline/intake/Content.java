package io.throughline.intake;

import io.throughline.contract.Event;
import io.throughline.contract.Violation;
import io.throughline.mapping.Schemas;
import java.util.List;

/** What an event says of its object, completed by what the firm knows and held against the schema of the object. */
final class Content {

    private final Schemas schemas;
    private final Completion completion;

    Content(Schemas schemas, Completion completion) {
        this.schemas = schemas;
        this.completion = completion;
    }

    /** Completes an event that refers to nothing unknown and says what is wrong with it. */
    List<Violation> check(Event event) {
        completion.complete(event);
        return schemas.objectOf(event.type())
                .map(object -> schemas.check(object, event.data()))
                .orElse(List.of());
    }
}
