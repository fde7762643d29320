package journeys;

import static journeys.RunningProduct.eventually;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** Journeys of one class share a product that knows the demo firm, and the vendors beside it. */
abstract class Journey {

    @TempDir
    static Path folder;

    static Vendors vendors;
    static RunningProduct product;

    /** Starts vendors and product and teaches them the firm. */
    static void start(AdjustableClock clock) throws Exception {
        start(clock, Map.of());
    }

    /** The same with settings of the test's own. */
    static void start(AdjustableClock clock, Map<String, String> own) throws Exception {
        vendors = new Vendors(clock);
        Map<String, String> settings = vendors.settings();
        settings.putAll(own);
        product = RunningProduct.in(folder, clock, settings);
        Vendors.teachTheFirm(product);
    }

    /** Hires consultants, such as 0041 who becomes W-0041, and waits until every system knows them. */
    static void hire(String... numbers) throws Exception {
        product.startRoute("workday.poll");
        for (String number : numbers) {
            vendors.hire(number, "Given" + number, "Family" + number, "2026-10-01");
            product.eventuallyDone("worker:W-" + number, 4);
        }
    }

    /** Hires a consultant whom a file tells of, and waits until the file is read. */
    static void dropHire(String number) throws Exception {
        vendors.hire(number, "Given" + number, "Family" + number, "2026-10-01");
        product.dropAndAwait("workday", number + ".xml", vendors.recentlyEntered("21" + number));
    }

    /** Wins the deal of P-1003 and waits until its project takes time. */
    static void openProject() {
        product.send("intake.salesforce", vendors.win("006Hs00000Q1003IAB"));
        eventually().until(() -> product.read("/api/v1/projects/P-1003")
                .path("status")
                .asText()
                .equals("ACTIVE"));
        product.eventuallyDone("project:P-1003", 1);
    }

    @AfterAll
    static void stop() {
        product.close();
        vendors.close();
    }
}
