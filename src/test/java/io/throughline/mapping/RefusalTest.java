package io.throughline.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that must not get in: each is refused as a whole with its rule and a sentence. */
class RefusalTest {

    private static final String WORKDAY = "<wd:Get_Workers_Response xmlns:wd='urn:com.workday/bsvc'>";

    private static Documents documents;
    private static Mappings mappings;

    @TempDir
    Path folder;

    @BeforeAll
    static void load() {
        mappings = Mappings.ofClassPath();
        documents = new Documents(DocumentTypes.of(mappings.files()), Limits.DEFAULT, mappings.saxon());
    }

    @AfterAll
    static void close() {
        mappings.close();
    }

    @Test
    void zero_bytes_are_refused() {
        assertThat(refused("workday", "")).hasMessage("The document is empty: it has 0 bytes.");
        assertThat(refused("workday", "").rule()).isEqualTo("DOC-EMPTY");
        assertThat(refused("workday", " \r\n\t ").rule()).isEqualTo("DOC-EMPTY");
        assertThat(refused("kantata", "[]").rule()).isEqualTo("DOC-EMPTY");
        assertThat(refused("netsuite", "cost_center,legal_entity,name\n").rule())
                .isEqualTo("DOC-EMPTY");
    }

    @ParameterizedTest
    @CsvSource({
        "504B0304, zip archive",
        "1F8B0800, gzip",
        "25504446, PDF",
        "ACED0005, serialized Java",
        "FFFE3C00, UTF-16",
        "00010203, byte 0 is 0x00",
        "4142437F, byte 3 is 0x7f"
    })
    void binary_content_is_refused(String hex, String said) {
        Refusal refusal = refused("workday", java.util.HexFormat.of().parseHex(hex));
        assertThat(refusal.rule()).isEqualTo("DOC-BINARY");
        assertThat(refusal).hasMessageContaining(said);
    }

    @Test
    void a_file_of_200_MB_is_refused_without_reading_it() throws IOException {
        Path file = folder.resolve("workers.xml");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(200L << 20);
        }
        long before = allocated();
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> documents.read("workday", file));
        assertThat(allocated() - before).as("bytes allocated").isLessThan(1 << 20);
        assertThat(refusal.rule()).isEqualTo("DOC-TOO-LARGE");
        assertThat(refusal).hasMessageContaining("209715200 bytes; at most 52428800");
    }

    @Test
    void a_JSON_document_over_10_MB_is_refused() {
        String json = "{\"results\":[],\"time_entries\":{},\"x\":[" + "1,".repeat(6_000_000) + "1]}";
        assertThat(refused("kantata", json).rule()).isEqualTo("DOC-TOO-LARGE");
    }

    @Test
    void what_is_not_known_is_refused_with_what_was_seen_and_what_is_known() {
        assertThat(refused("workday", "<root xmlns='urn:x'/>"))
                .hasMessageContaining("root element root of the namespace urn:x")
                .hasMessageContaining("Known from workday: XML worker-hired");
        assertThat(refused("kantata", "{\"foo\":1,\"bar\":2}").rule()).isEqualTo("DOC-UNKNOWN");
        assertThat(refused("kantata", "{\"foo\":1,\"bar\":2}")).hasMessageContaining("fields foo, bar");
        assertThat(refused("netsuite", "hello world")).hasMessageContaining("first line is hello world");
    }

    @Test
    void a_header_that_is_nearly_right_is_told_what_is_missing_and_what_is_too_many() {
        assertThat(refused("netsuite", "cost_center,entity,name\nCC-1,LE-US,x\n"))
                .hasMessageContaining("lacks [legal_entity]")
                .hasMessageContaining("in addition [entity]");
    }

    @Test
    void a_document_of_another_system_is_refused_with_where_it_belongs() {
        assertThat(refused("netsuite", WORKDAY + "</wd:Get_Workers_Response>"))
                .hasMessageContaining("a document of workday, but it came from netsuite");
    }

    @Test
    void a_column_named_twice_is_refused() {
        Refusal refusal = refused("netsuite", "cost_center,legal_entity,name,name\nCC-1,LE-US,x,y\n");
        assertThat(refusal.rule()).isEqualTo("DOC-MALFORMED");
        assertThat(refusal).hasMessageContaining("names the column name twice");
    }

    @Test
    void text_that_is_not_UTF_8_is_refused_with_its_line() {
        byte[] latin =
                "cost_center,legal_entity,name\nCC-1,LE-DE,M\u00fcnchen\n".getBytes(Charset.forName("windows-1252"));
        Refusal refusal = refused("netsuite", latin);
        assertThat(refusal.rule()).isEqualTo("DOC-MALFORMED");
        assertThat(refusal).hasMessageContaining("line 2 has the byte 0xfc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>" + WORKDAY + "&x;</wd:Get_Workers_Response>",
                "<!DOCTYPE a [<!ENTITY % p SYSTEM 'URL/p.dtd'> %p;]>" + WORKDAY + "</wd:Get_Workers_Response>",
                "<!DOCTYPE a SYSTEM 'URL/a.dtd'>" + WORKDAY + "</wd:Get_Workers_Response>",
                "<!DOCTYPE lolz [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c"
                        + " '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>]>" + WORKDAY
                        + "&d;</wd:Get_Workers_Response>",
            })
    void any_DOCTYPE_is_refused_and_nothing_is_asked_for(String xml) throws IOException {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            Refusal refusal = refused("workday", xml.replace("URL", url));
            assertThat(refusal.rule()).isEqualTo("DOC-DOCTYPE");
            assertThat(refusal).hasMessageContaining("in line 1");
        } finally {
            server.stop(0);
        }
        assertThat(requests).hasValue(0);
    }

    @Test
    void broken_XML_is_refused_with_line_and_column() {
        Refusal refusal = refused("workday", WORKDAY + "\n<wd:Worker></wd:Get_Workers_Response>");
        assertThat(refusal.rule()).isEqualTo("DOC-MALFORMED");
        assertThat(refusal).hasMessageContaining("in line 2, column");
    }

    @Test
    void XML_ten_thousand_deep_or_with_100_000_attributes_is_refused() {
        assertThat(refused("workday", WORKDAY + "<a>".repeat(10_000) + "</a>".repeat(10_000))
                        .rule())
                .isEqualTo("DOC-DEPTH");
        StringBuilder attributes = new StringBuilder(WORKDAY).append("<a");
        for (int at = 0; at < 100_000; at++) {
            attributes.append(" a").append(at).append("=''");
        }
        assertThat(refused("workday", attributes + "/></wd:Get_Workers_Response>")
                        .rule())
                .isEqualTo("DOC-LIMIT");
    }

    @Test
    void XML_in_an_encoding_that_hides_its_content_is_refused() {
        assertThat(refused("workday", "<?xml version='1.0' encoding='UTF-7'?>" + WORKDAY + "</wd:Get_Workers_Response>")
                        .rule())
                .isEqualTo("DOC-MALFORMED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"a\":2}|DOC-MALFORMED|Duplicate",
                "{\"a\":NaN}|DOC-MALFORMED|NaN",
                "{\"a\":1} x|DOC-MALFORMED|line 1, column",
                "{\"a\":\"\\ud800\"}|DOC-MALFORMED|surrogate",
                "{\"a\":1e100000}|DOC-LIMIT|exponent",
                "{\"a\":{\"$xref\":{}}}|DOC-MALFORMED|reserved",
                "{\"a\":|DOC-MALFORMED|column",
            })
    void broken_JSON_is_refused_with_its_reason(String json, String rule, String said) {
        Refusal refusal = refused("kantata", json);
        assertThat(refusal.rule()).isEqualTo(rule);
        assertThat(refusal).hasMessageContaining(said);
    }

    @Test
    void JSON_a_hundred_thousand_deep_or_with_endless_texts_numbers_and_names_is_refused() {
        assertThat(refused("kantata", "[".repeat(100_000)).rule()).isEqualTo("DOC-DEPTH");
        assertThat(refused("kantata", "{\"a\":".repeat(100_000)).rule()).isEqualTo("DOC-DEPTH");
        assertThat(refused("kantata", "{\"a\":\"" + "x".repeat(2 << 20) + "\"}").rule())
                .isEqualTo("DOC-LIMIT");
        assertThat(refused("kantata", "{\"a\":" + "9".repeat(1_000_000) + "}").rule())
                .isEqualTo("DOC-LIMIT");
        assertThat(refused("kantata", "{\"" + "n".repeat(1000) + "\":1}").rule())
                .isEqualTo("DOC-LIMIT");
    }

    private static Refusal refused(String vendor, String text) {
        return refused(vendor, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Refusal refused(String vendor, byte[] bytes) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> documents.read(vendor, bytes));
        assertThat(refusal).as("refusal").isNotNull();
        return refusal;
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
