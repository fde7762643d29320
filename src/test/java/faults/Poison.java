package faults;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Documents nobody can read: malformed, of a wrong shape, in odd encodings, too deep or made to end the JVM. */
final class Poison {

    private static final String START =
            "{\"specversion\":\"1.0\",\"id\":\"poison\",\"source\":\"urn:mha:poison\",\"type\":\"com.example.worker.hired.v1\",";

    private Poison() {}

    /** The corpus, by name. */
    static Map<String, byte[]> corpus() {
        Map<String, byte[]> corpus = new LinkedHashMap<>();
        corpus.put("empty", new byte[0]);
        corpus.put("cut-json", bytes("{\"specversion\":\"1.0\",\"data\":{"));
        corpus.put("cut-xml", bytes("<a><b></a>"));
        corpus.put("wrong-schema", bytes(START + "\"subject\":\"W-1\",\"data\":{\"workerId\":7}}"));
        corpus.put("no-data", bytes(START + "\"subject\":\"W-1\"}"));
        corpus.put("utf16", "{\"specversion\":\"1.0\",\"data\":{}}".getBytes(StandardCharsets.UTF_16));
        corpus.put("nul", bytes("{\"specversion\":\"1.0\",\u0000\"data\":{}}"));
        corpus.put("binary", new byte[] {1, 2, 3, (byte) 0xff, (byte) 0xfe, 0, 0, 9});
        corpus.put("doctype", bytes("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>"));
        corpus.put("array-of-nothing", bytes("[1,2,3]"));
        corpus.put("csv-without-header", bytes("1,2,3\n4,5,6\n"));
        return corpus;
    }

    /** Documents that end a careless JVM: deep nesting, exploding entities, numbers that fill the memory. */
    static Map<String, byte[]> killers() {
        Map<String, byte[]> killers = new LinkedHashMap<>();
        killers.put("deep-arrays", bytes("[".repeat(200_000) + "]".repeat(200_000)));
        killers.put("deep-objects", bytes(START + "\"data\":" + "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_001)));
        killers.put("deep-xml", bytes("<a>".repeat(100_000) + "</a>".repeat(100_000)));
        StringBuilder laughs = new StringBuilder("<!DOCTYPE l [<!ENTITY l0 \"ha\">");
        for (int i = 1; i < 40; i++) {
            laughs.append("<!ENTITY l")
                    .append(i)
                    .append(" \"&l")
                    .append(i - 1)
                    .append(";&l")
                    .append(i - 1)
                    .append(";\">");
        }
        killers.put("laughs", bytes(laughs + "]><l>&l39;</l>"));
        killers.put("huge-exponent", bytes(START + "\"sequence\":1e999999999,\"data\":{}}"));
        killers.put("long-number", bytes(START + "\"sequence\":" + "9".repeat(1_000_000) + ",\"data\":{}}"));
        killers.put("long-text", bytes(START + "\"subject\":\"" + "x".repeat(3_000_000) + "\",\"data\":{}}"));
        return killers;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
