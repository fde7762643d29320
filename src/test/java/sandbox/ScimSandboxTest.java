package sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScimSandboxTest extends ScimContract {

    private Sandbox sandbox;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(0);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Override
    Client scim() {
        return new Client("http://127.0.0.1:" + sandbox.port() + "/sandbox/scim/v2", Credentials.SCIM_TOKEN);
    }

    @Test
    void the_ledger_names_worker_and_user_name_of_applied_and_refused_writes() {
        String user = "{\"userName\":\"helen\",\"externalId\":\"W-0007\"}";
        scim().post("/Users", user);
        scim().post("/Users", user);

        Client scim = new Client(sandbox, "scim");
        assertThat(scim.ledger()).hasSize(2);
        assertThat(scim.ledger().path(1).path("status").asInt()).isEqualTo(409);
        assertThat(scim.ledger().path(1).path("keys").path("userName").asText()).isEqualTo("helen");
        assertThat(scim.applied("W-0007")).isEqualTo(1);
        assertThat(scim.records("User")).hasSize(1);
    }
}
