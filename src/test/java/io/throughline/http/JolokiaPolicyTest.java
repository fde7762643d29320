package io.throughline.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.ObjectName;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JolokiaPolicyTest {
    private static final AtomicInteger OURS = new AtomicInteger();

    @TempDir
    static Path folder;

    private static RunningSurface surface;
    private static String routes;
    private static String context;

    /** Stands for an MBean of ours. */
    public interface DeskMBean {
        void wake();
    }

    /** Counts its calls. */
    public static final class Desk implements DeskMBean {
        @Override
        public void wake() {
            OURS.incrementAndGet();
        }
    }

    @BeforeAll
    static void start() throws Exception {
        System.setProperty("erp.secret", "CANARY-7713");
        surface = RunningSurface.with(folder, new RouteBuilder() {
            @Override
            public void configure() {
                from("timer:a?delay=3600000").routeId("take-hires").log("x");
                from("direct:b").routeId("send-hires").log("y");
                from("direct:erp")
                        .routeId("call-erp")
                        .to("http://127.0.0.1:1/x?authMethod=Basic&authUsername=erp&authPassword=RAW({{erp.secret}})");
                from("direct:fails")
                        .routeId("fails")
                        .throwException(IllegalStateException.class, "bad account ${body}");
            }
        });
        String name = surface.main.getCamelContext().getManagementName();
        context = "org.apache.camel:context=" + name + ",type=context,name=\\\"" + name + "\\\"";
        routes = "org.apache.camel:context=" + name + ",type=routes,name=\\\"take-hires\\\"";
        ManagementFactory.getPlatformMBeanServer()
                .registerMBean(new Desk(), new ObjectName("io.throughline:name=desk"));
    }

    @AfterAll
    static void stop() throws Exception {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName("io.throughline:name=desk"));
        surface.close();
        System.clearProperty("erp.secret");
    }

    @Test
    void nobody_without_the_key_gets_an_answer() throws Exception {
        assertThat(surface.send(surface.anonymous("/observe/jolokia/version")).statusCode())
                .isEqualTo(401);
        assertThat(surface.send(surface.anonymous("/observe/jolokia")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"type\":\"version\"}")))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void reading_listing_and_searching_work_over_get_and_post() throws Exception {
        assertThat(get("/version").statusCode()).isEqualTo(200);
        assertThat(get("/read/java.lang:type=Memory/HeapMemoryUsage").body()).contains("\"used\"");
        assertThat(get("/search/org.apache.camel:type=routes,*").body()).contains("take-hires");
        assertThat(get("/list/org.apache.camel").statusCode()).isEqualTo(200);
        assertThat(post("{\"type\":\"search\",\"mbean\":\"org.apache.camel:type=routes,*\"}")
                        .body())
                .contains("send-hires");
    }

    @Test
    void a_route_is_stopped_started_suspended_and_resumed() throws Exception {
        assertThat(exec(routes, "stop()").statusCode()).isEqualTo(200);
        assertThat(state()).isEqualTo(ServiceStatus.Stopped);
        assertThat(exec(routes, "start()").statusCode()).isEqualTo(200);
        assertThat(state()).isEqualTo(ServiceStatus.Started);
        assertThat(exec(routes, "suspend()").statusCode()).isEqualTo(200);
        assertThat(state()).isEqualTo(ServiceStatus.Suspended);
        assertThat(exec(routes, "resume").statusCode()).isEqualTo(200);
        assertThat(state()).isEqualTo(ServiceStatus.Started);
    }

    @Test
    void what_a_person_does_to_a_route_or_to_a_bean_of_ours_is_noted_and_what_is_only_looked_at_is_not()
            throws Exception {
        surface.operations.clear();

        exec(routes, "stop()");
        exec(routes, "start");
        exec(routes, "getState()");
        exec(routes, "dumpRouteAsXml()");
        exec("com.sun.management:type=DiagnosticCommand", "help");
        exec("io.throughline:name=desk", "wake()");

        assertThat(surface.operations)
                .containsExactly(
                        "operator route.stop route:take-hires",
                        "operator route.start route:take-hires",
                        "operator mbean.wake mbean:io.throughline:name=desk");
    }

    @Test
    void an_operation_that_is_written_twice_in_one_request_is_not_read() throws Exception {
        surface.operations.clear();

        HttpResponse<String> answer = post("{\"type\":\"exec\",\"mbean\":\"" + routes
                + "\",\"operation\":\"getState()\",\"operation\":\"stop()\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(surface.operations).isEmpty();
        assertThat(state()).isEqualTo(ServiceStatus.Started);
    }

    @Test
    void operations_of_our_own_beans_are_allowed() throws Exception {
        int before = OURS.get();
        assertThat(exec("io.throughline:name=desk", "wake()").statusCode()).isEqualTo(200);
        assertThat(OURS.get()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "com.sun.management:type=DiagnosticCommand | help",
                "com.sun.management:type=DiagnosticCommand | vmSystemProperties",
                "com.sun.management:type=HotSpotDiagnostic | dumpHeap",
                "com.sun.management:type=HotSpotDiagnostic | setVMOption",
                "java.lang:type=Memory | gc",
                "java.lang:type=Threading | dumpAllThreads(boolean,boolean)",
                "java.util.logging:type=Logging | setLoggerLevel",
                "org.apache.logging.log4j2:type=AsyncContext | setConfigText",
                "JMImplementation:type=MBeanServerDelegate | x",
                "jdk.management.jfr:type=FlightRecorder | newRecording"
            })
    void operations_of_the_jvm_and_of_loggers_are_refused(String name, String operation) throws Exception {
        assertThat(exec(name, operation).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "addOrUpdateRoutesFromXml(java.lang.String)",
                "sendBody(java.lang.String,java.lang.Object)",
                "sendStringBody(java.lang.String,java.lang.String)",
                "requestBody(java.lang.String,java.lang.Object)",
                "sendBodyAndHeaders(java.lang.String,java.lang.Object,java.util.Map)",
                "createEndpoint(java.lang.String)",
                "removeEndpoints(java.lang.String)",
                "setGlobalOption(java.lang.String,java.lang.String)",
                "stop()",
                "suspend()",
                "shutdown()"
            })
    void operations_of_the_camel_context_that_send_create_or_stop_everything_are_refused(String operation)
            throws Exception {
        assertThat(exec(context, operation).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "updateRouteFromXml(java.lang.String)",
                "remove()",
                "stop(long)",
                "stop(long,java.lang.Boolean,boolean)"
            })
    void operations_of_routes_with_arguments_and_removal_are_refused(String operation) throws Exception {
        assertThat(exec(routes, operation).statusCode()).isEqualTo(403);
        assertThat(state()).isEqualTo(ServiceStatus.Started);
    }

    @Test
    void the_tracer_and_debugger_that_would_show_bodies_cannot_be_used() throws Exception {
        String base =
                "org.apache.camel:context=" + surface.main.getCamelContext().getManagementName() + ",type=tracer,name=";
        assertThat(exec(base + "BacklogTracer", "dumpAllTracedMessagesAsXml()").statusCode())
                .isEqualTo(403);
        assertThat(exec(base + "BacklogDebugger", "enableDebugger()").statusCode())
                .isEqualTo(403);
        assertThat(post("{\"type\":\"write\",\"mbean\":\"" + base
                                + "BacklogTracer\",\"attribute\":\"Enabled\",\"value\":true}")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void the_diagram_of_the_routes_can_be_read() throws Exception {
        assertThat(exec(context, "dumpRoutesAsXml()").body()).contains("take-hires");
        assertThat(exec(context, "dumpRoutesStatsAsXml(boolean,boolean)", "true,true")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void nothing_is_executed_or_written_over_get() throws Exception {
        assertThat(get("/exec/io.throughline:name=desk/wake").statusCode()).isEqualTo(403);
        assertThat(get("/write/java.lang:type=Memory/Verbose/true").statusCode())
                .isEqualTo(403);
        assertThat(get("?p=exec/io.throughline:name=desk/wake").statusCode()).isEqualTo(403);
    }

    @Test
    void a_proxy_target_is_refused_alone_and_in_a_bulk() throws Exception {
        String request = "{\"type\":\"version\",\"target\":{\"url\":\"service:jmx:rmi:///jndi/rmi://127.0.0.1:1/x\"}}";
        assertThat(post(request).statusCode()).isEqualTo(403);
        assertThat(post("[{\"type\":\"version\"}," + request + "]").statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_bulk_request_hides_no_forbidden_operation() throws Exception {
        int before = OURS.get();
        Path dump = folder.resolve("heap.hprof");
        String body = "[{\"type\":\"exec\",\"mbean\":\"com.sun.management:type=HotSpotDiagnostic\",\"operation\":"
                + "\"dumpHeap\",\"arguments\":[\"" + dump + "\",true]},{\"type\":\"version\"}]";
        assertThat(post(body).body()).contains("\"status\":403");
        assertThat(Files.exists(dump)).isFalse();
        assertThat(OURS.get()).isEqualTo(before);
    }

    @Test
    void system_properties_and_arguments_stay_hidden() throws Exception {
        System.setProperty("throughline.test.canary", "CANARY-8841");
        try {
            assertThat(get("/read/java.lang:type=Runtime").body()).doesNotContain("CANARY-8841");
            assertThat(get("/read/java.lang:type=Runtime/VmName").statusCode()).isEqualTo(200);
            assertThat(get("/read/java.lang:type=Runtime/SystemProperties").statusCode())
                    .isEqualTo(403);
            assertThat(get("/read/java.lang:type=Runtime/InputArguments").statusCode())
                    .isEqualTo(403);
        } finally {
            System.clearProperty("throughline.test.canary");
        }
    }

    @Test
    void a_secret_of_an_endpoint_shows_neither_in_names_nor_in_attributes_nor_in_the_source() throws Exception {
        assertThat(get("/list/org.apache.camel").body()).contains("127.0.0.1:1").doesNotContain("CANARY-7713");
        assertThat(get("/read/org.apache.camel:type=endpoints,*?ignoreErrors=true")
                        .body())
                .contains("127.0.0.1:1")
                .doesNotContain("CANARY-7713");
        assertThat(exec(context, "dumpRoutesAsXml()").body())
                .contains("{{erp.secret}}")
                .doesNotContain("CANARY-7713");
        assertThat(exec(context, "dumpRoutesAsXml(boolean)", "true").statusCode())
                .isEqualTo(403);
    }

    @Test
    void the_message_of_the_last_error_of_a_route_stays_hidden() throws Exception {
        try (var template = surface.main.getCamelContext().createProducerTemplate()) {
            template.send("direct:fails", exchange -> exchange.getMessage().setBody("DE89370400440532013000"));
        }
        String all =
                get("/read/org.apache.camel:type=routes,*?ignoreErrors=true").body();
        assertThat(all).contains("ExchangesFailed").doesNotContain("DE89370400440532013000");
    }

    @Test
    void a_page_of_another_origin_is_refused() throws Exception {
        HttpResponse<String> answer = surface.send(surface.operator("/observe/jolokia")
                .header("Origin", "http://127.0.0.1.evil.example")
                .POST(HttpRequest.BodyPublishers.ofString("{\"type\":\"version\"}")));
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void hidden_beans_are_not_listed() throws Exception {
        assertThat(get("/list").body())
                .contains("org.apache.camel")
                .doesNotContain("DiagnosticCommand", "HotSpotDiagnostic");
    }

    private static ServiceStatus state() {
        return surface.main.getCamelContext().getRouteController().getRouteStatus("take-hires");
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return surface.send(surface.operator("/observe/jolokia" + path));
    }

    private static HttpResponse<String> exec(String name, String operation, String... arguments) throws Exception {
        return post("{\"type\":\"exec\",\"mbean\":\"" + name + "\",\"operation\":\"" + operation + "\",\"arguments\":["
                + String.join(",", arguments) + "]}");
    }

    private static HttpResponse<String> post(String body) throws Exception {
        return surface.send(surface.operator("/observe/jolokia").POST(HttpRequest.BodyPublishers.ofString(body)));
    }
}
