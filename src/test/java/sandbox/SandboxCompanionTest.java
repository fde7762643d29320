package sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.Companion;
import java.net.BindException;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class SandboxCompanionTest {

    @Test
    void the_product_finds_starts_and_stops_the_sandbox_without_naming_it() throws Exception {
        Companion companion = ServiceLoader.load(Companion.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> "sandbox".equals(each.name()))
                .findFirst()
                .orElseThrow();
        String address;
        try (AutoCloseable running =
                companion.start(Map.of("throughline.sandbox.port", "0"), java.time.Clock.systemUTC())) {
            address = running.toString();
            for (String vendor : new String[] {"workday", "salesforce", "kantata", "netsuite", "adp", "scim"}) {
                assertThat(new Client(address + vendor, null).get("/ledger").json())
                        .as(vendor)
                        .isEmpty();
            }
        }
        Client gone = new Client(address + "scim", null);
        assertThatThrownBy(() -> gone.tried("GET", "/ledger", null, java.time.Duration.ofSeconds(5)))
                .isInstanceOf(java.io.IOException.class);
    }

    @Test
    void a_taken_port_is_said_to_be_taken() throws Exception {
        try (Sandbox first = Sandbox.start(0)) {
            assertThatThrownBy(() -> Sandbox.start(first.port()))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining(Integer.toString(first.port()));
        }
    }
}
