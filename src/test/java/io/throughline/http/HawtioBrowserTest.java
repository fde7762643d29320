package io.throughline.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console in a real browser. Needs Chromium at /usr/bin/chromium (Debian package chromium). */
@Tag("browser")
class HawtioBrowserTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path PICTURES = Path.of("target/screenshots");

    @TempDir
    Path folder;

    private RunningSurface surface;
    private HawtioServer hawtio;

    @BeforeEach
    void start() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(CHROMIUM), "no Chromium at " + CHROMIUM);
        surface = RunningSurface.with(folder, new RouteBuilder() {
            @Override
            public void configure() {
                from("timer:hires?period=3600000").routeId("onboard-worker").to("direct:payroll");
                from("direct:payroll").routeId("onboard-worker.payroll").log("paid");
            }
        });
        hawtio = new HawtioServer("127.0.0.1", 0, surface.key, surface.jolokia, Clock.systemUTC());
        hawtio.start();
    }

    @AfterEach
    void stop() {
        if (hawtio != null) {
            hawtio.close();
            surface.close();
        }
    }

    @Test
    void an_operator_logs_in_sees_the_routes_and_stops_and_starts_one() throws Exception {
        Playwright.CreateOptions options =
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        List<String> console = new ArrayList<>();
        try (Playwright playwright = Playwright.create(options);
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(CHROMIUM)
                                .setHeadless(true)
                                .setArgs(List.of(
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--disable-quic",
                                        "--no-first-run",
                                        "--disable-background-networking",
                                        "--disable-component-update",
                                        "--disable-sync")))) {
            Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1400, 900));
            page.onConsoleMessage(message -> console.add(message.type() + ": " + message.text()));
            page.onResponse(answer -> console.add(answer.status() + " " + answer.url()));
            try {
                logIn(page);
                openRoutes(page);
                page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("hawtio-routes.png")));
                press(page, "Stop");
                await().untilAsserted(() -> assertThat(status()).isEqualTo(ServiceStatus.Stopped));
                page.getByText("Stopped", new Page.GetByTextOptions().setExact(true))
                        .first()
                        .waitFor();
                page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("hawtio-stopped.png")));
                press(page, "Start");
                await().untilAsserted(() -> assertThat(status()).isEqualTo(ServiceStatus.Started));
                page.getByText("Route Diagram").first().click();
                page.locator(".react-flow__node").first().waitFor();
                page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("hawtio-diagram.png")));
                assertThat(console).noneMatch(line -> line.contains("Content Security Policy"));
            } catch (RuntimeException | AssertionError e) {
                page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("hawtio-failed.png")));
                Files.writeString(
                        PICTURES.resolve("hawtio-failed.txt"), String.join("\n", console) + "\n" + page.content());
                throw e;
            }
        }
    }

    private void logIn(Page page) {
        page.navigate(hawtio.address());
        page.locator("#pf-login-username-id").fill("operator");
        page.locator("input[type=password]").fill(surface.key.value());
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in"))
                .click();
        page.getByText("Camel").first().waitFor();
    }

    private void openRoutes(Page page) {
        page.navigate(hawtio.address() + "camel/routes");
        page.getByText("routes").first().click();
        page.getByText("onboard-worker.payroll").first().waitFor();
    }

    private static void press(Page page, String action) {
        Locator row = page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText("onboard-worker"));
        row.first().locator("input[type=checkbox]").check();
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(action).setExact(true))
                .first()
                .click();
    }

    private ServiceStatus status() {
        return surface.main.getCamelContext().getRouteController().getRouteStatus("onboard-worker");
    }
}
