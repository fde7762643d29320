package io.throughline.people;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** What sort of change it is, by the fields it names (WF-02 step 1). */
public enum ChangeClass {
    ENTITY,
    COST_CENTER,
    REGION,
    COUNTRY,
    MANAGER,
    WORKING_TIME,
    ROLE,
    COST_RATE,
    PROFILE;

    /** Sorts that change what work costs or who pays it. */
    private static final Set<ChangeClass> VALUED = EnumSet.of(ENTITY, COST_CENTER, ROLE, COST_RATE, COUNTRY);

    /** The sorts of a change that names these fields. */
    static Set<ChangeClass> of(Collection<String> fields) {
        Set<ChangeClass> found = EnumSet.noneOf(ChangeClass.class);
        fields.forEach(field -> found.add(of(field)));
        return found;
    }

    /** Whether work that was done is worth looking at. */
    boolean valued() {
        return VALUED.contains(this);
    }

    private static ChangeClass of(String field) {
        return switch (field) {
            case "employment.legalEntityId" -> ENTITY;
            case "org.costCenterId" -> COST_CENTER;
            case "org.country" -> COUNTRY;
            case "org.region", "org.location", "org.timeZone", "employment.holidayCalendarId" -> REGION;
            case "org.managerId" -> MANAGER;
            case "job.roleId", "job.roleFamily" -> ROLE;
            default -> field.startsWith("costRate.")
                    ? COST_RATE
                    : field.startsWith("employment.") ? WORKING_TIME : PROFILE;
        };
    }
}
