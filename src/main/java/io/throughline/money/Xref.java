package io.throughline.money;

import java.time.LocalDate;

/**
 * The id that one system uses for a canonical object.
 *
 * @param system    system and tenant, such as {@code kantata:41003}
 * @param type      kind of id there, such as {@code time_entry}
 * @param value     the id
 * @param primary   whether it is the one to use
 * @param validFrom first day it is valid, or null
 * @param validTo   first day it is no longer valid, or null
 */
public record Xref(String system, String type, String value, Boolean primary, LocalDate validFrom, LocalDate validTo) {

    public Xref {
        Fields.text("system", system);
        Fields.text("type", type);
        Fields.text("value", value);
    }
}
