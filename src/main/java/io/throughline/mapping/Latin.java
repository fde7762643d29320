package io.throughline.mapping;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes text with the characters that a file format has. Letters of the Latin script lose their marks or are spelled out
 * (ł to l, ß to ss, ä to ae: the German spelling among those the EPC's best practice allows); signs SEPA lacks become the nearest it has (EPC217-08);
 * control characters become spaces. Other scripts have no such spelling: there is no answer then, and the stored Latin name has to be used.
 */
final class Latin {

    /** The 26 letters, digits and signs of SEPA messages: {@code / - ? : ( ) . , ' +} and space. */
    static final String SEPA = "SEPA";

    private static final String SEPA_SIGNS = "/-?:().,'+ ";
    private static final Map<Integer, String> LETTERS = pairs(
            "Ää|ae Öö|oe Üü|ue ßẞ|ss Łł|l Øø|o Đđ|d Ðð|d Þþ|th Ææ|ae Œœ|oe ı|i Ħħ|h Ŧŧ|t Ŋŋ|n ĸ|k ſ|s Ɓɓ|b Ƒƒ|f Əə|e");
    private static final Map<Integer, String> SIGNS = pairs("&|+ ;|, _~–—‐‑|- `´‘’ʼ\"“”„|' [{|( ]}|) \\¦|/ €|E");
    private static final String DOTS = "!#$%*<=>@^|";

    private Latin() {}

    /**
     * Text in a character set.
     *
     * @param charset {@link #SEPA}, or the name of a charset such as {@code windows-1252}, whose own letters stay as they are
     * @return empty when a letter has no spelling there
     * @throws IllegalArgumentException when there is no such charset
     */
    static Optional<String> write(String text, String charset) {
        CharsetEncoder encoder =
                charset.equals(SEPA) ? null : Charset.forName(charset).newEncoder();
        StringBuilder out = new StringBuilder(text.length());
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        for (int at = 0; at < composed.length(); at += Character.charCount(composed.codePointAt(at))) {
            int character = composed.codePointAt(at);
            String one = Character.toString(character);
            if (Character.isISOControl(character)) {
                out.append(' ');
            } else if (holds(encoder, one)) {
                out.append(one);
            } else {
                String spelled = spelled(character, one, encoder);
                if (spelled == null) {
                    return Optional.empty();
                }
                out.append(spelled);
            }
        }
        String tidy = out.toString().replaceAll(" {2,}", " ").strip();
        return Optional.of(encoder == null ? withoutSlashes(tidy) : tidy);
    }

    private static boolean holds(CharsetEncoder encoder, String one) {
        if (encoder != null) {
            return encoder.canEncode(one);
        }
        char c = one.charAt(0);
        return c < 0x80 && (Character.isLetterOrDigit(c) || SEPA_SIGNS.indexOf(c) >= 0);
    }

    private static String spelled(int character, String one, CharsetEncoder encoder) {
        String letters = LETTERS.get(Character.toLowerCase(character));
        if (letters != null) {
            return Character.isUpperCase(character)
                    ? Character.toUpperCase(letters.charAt(0)) + letters.substring(1)
                    : letters;
        }
        if (encoder == null && SIGNS.containsKey(character)) {
            return SIGNS.get(character);
        }
        if (encoder == null && DOTS.contains(one)) {
            return ".";
        }
        if (Character.isWhitespace(character) || Character.isSpaceChar(character)) {
            return " ";
        }
        String bare = Normalizer.normalize(one, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
        boolean latin = !bare.isEmpty() && bare.chars().allMatch(c -> c < 0x80 && Character.isLetter(c));
        return latin ? bare : null;
    }

    /** SEPA texts neither begin nor end with a slash nor have two in a row. */
    private static String withoutSlashes(String text) {
        return text.replaceAll("/{2,}", "/").replaceAll("^/|/$", "").strip();
    }

    private static Map<Integer, String> pairs(String table) {
        Map<Integer, String> pairs = new HashMap<>();
        for (String entry : table.split(" ")) {
            int bar = entry.lastIndexOf('|');
            entry.substring(0, bar).codePoints().forEach(each -> pairs.put(each, entry.substring(bar + 1)));
        }
        return Map.copyOf(pairs);
    }
}
