package io.throughline.money;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The billing of one milestone of a project ({@link InvoiceCycle#MILESTONE}).
 *
 * @param projectId   project
 * @param milestoneId milestone
 */
public record MilestoneCycle(String projectId, String milestoneId) {

    private static final Pattern ID = Pattern.compile("BC-(.+?)-M-(.+)");

    public MilestoneCycle {
        Fields.id("projectId", projectId);
        Fields.id("milestoneId", milestoneId);
    }

    /**
     * The cycle of an id, such as {@code BC-P-1002-M-CT-1002-M1}.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static MilestoneCycle parse(String id) {
        Matcher parts = ID.matcher(id);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + id + "' is not a billing cycle such as BC-P-1002-M-CT-1002-M1");
        }
        return new MilestoneCycle(parts.group(1), parts.group(2));
    }

    /** Whether the id of a billing cycle is that of a milestone. */
    public static boolean isOne(String id) {
        return id != null && ID.matcher(id).matches();
    }

    /** The id, such as {@code BC-P-1002-M-CT-1002-M1}. */
    public String id() {
        return "BC-" + projectId + "-M-" + milestoneId;
    }

    /**
     * Id of its invoice, such as {@code INV-US-CT-1002-M1} for entity {@code LE-US}.
     *
     * @param version 1 for the first; a later one has it behind its id
     */
    public String invoiceId(String billingEntityId, long version) {
        String entity = billingEntityId.substring(billingEntityId.indexOf('-') + 1);
        return "INV-" + entity + "-" + milestoneId + (version > 1 ? "-" + version : "");
    }
}
