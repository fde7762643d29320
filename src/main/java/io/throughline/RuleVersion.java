package io.throughline;

import io.throughline.mapping.MappingFiles;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Names the rules that plan events: the version of the product and a digest of the code of its rules. */
final class RuleVersion {

    private static final List<String> RULES =
            List.of("flows", "io/throughline/people", "io/throughline/work", "io/throughline/money");

    private RuleVersion() {}

    /** Such as {@code 0.1.0-SNAPSHOT+9f86d081884c}; two products with the same name plan alike. */
    static String current() {
        String version = RuleVersion.class.getPackage().getImplementationVersion();
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String folder : RULES) {
                MappingFiles.ofClassPath(folder).files().forEach((name, content) -> {
                    if (!name.contains("Test")) {
                        digest.update(content);
                    }
                });
            }
            String short12 = HexFormat.of().formatHex(digest.digest()).substring(0, 12);
            return (version == null ? "unpackaged" : version) + "+" + short12;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
