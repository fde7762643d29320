package io.throughline.work;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** How alike two company names are, from 0 to 100: Jaro-Winkler of the names without accents and legal forms. */
final class NameMatch {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NOT_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Set<String> FORMS = Set.of(
            "inc",
            "llc",
            "ltd",
            "limited",
            "corp",
            "corporation",
            "co",
            "company",
            "plc",
            "gmbh",
            "ag",
            "se",
            "kg",
            "ohg",
            "ug",
            "sl",
            "sa",
            "sarl",
            "sas",
            "bv",
            "nv",
            "spa",
            "srl",
            "ab",
            "oy",
            "as",
            "kk");

    private NameMatch() {}

    /** Likeness in hundredths; 92 and more is a suspected duplicate. */
    static int percent(String one, String other) {
        String a = plain(one);
        String b = plain(other);
        if (a.isEmpty() || b.isEmpty()) {
            return 0;
        }
        return a.equals(b) ? 100 : jaroWinkler(a, b);
    }

    /** Lower case, umlauts written out, accents and legal forms removed. */
    static String plain(String name) {
        String text = name.toLowerCase(Locale.ROOT)
                .replace("ä", "ae")
                .replace("ö", "oe")
                .replace("ü", "ue")
                .replace("ß", "ss");
        text = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        StringBuilder words = new StringBuilder();
        for (String word : NOT_WORDS.split(text, -1)) {
            if (!word.isEmpty() && !FORMS.contains(word)) {
                words.append(words.isEmpty() ? "" : " ").append(word);
            }
        }
        return words.toString();
    }

    private static int jaroWinkler(String a, String b) {
        int reach = Math.max(0, Math.max(a.length(), b.length()) / 2 - 1);
        boolean[] usedB = new boolean[b.length()];
        StringBuilder matchedA = new StringBuilder();
        for (int i = 0; i < a.length(); i++) {
            for (int j = Math.max(0, i - reach); j < Math.min(b.length(), i + reach + 1); j++) {
                if (!usedB[j] && a.charAt(i) == b.charAt(j)) {
                    usedB[j] = true;
                    matchedA.append(a.charAt(i));
                    break;
                }
            }
        }
        StringBuilder matchedB = new StringBuilder();
        for (int j = 0; j < b.length(); j++) {
            if (usedB[j]) {
                matchedB.append(b.charAt(j));
            }
        }
        int m = matchedA.length();
        if (m == 0) {
            return 0;
        }
        int moved = 0;
        for (int i = 0; i < m; i++) {
            moved += matchedA.charAt(i) == matchedB.charAt(i) ? 0 : 1;
        }
        int prefix = 0;
        while (prefix < Math.min(4, Math.min(a.length(), b.length())) && a.charAt(prefix) == b.charAt(prefix)) {
            prefix++;
        }
        // In thousandths: the mean of the two shares matched and the share in order, raised for a common prefix.
        int jaro = (1000 * m / a.length() + 1000 * m / b.length() + 1000 * (2 * m - moved) / (2 * m)) / 3;
        return (jaro + prefix * (1000 - jaro) / 10) / 10;
    }
}
