package systems;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import sandbox.Sandbox;

/** The promise kept against the stand-in. */
class ScimSandboxConnectorTest extends ScimConnectorContract {

    private static Sandbox sandbox;

    @BeforeAll
    static void startSandbox() throws IOException {
        sandbox = Sandbox.start(0);
    }

    @AfterAll
    static void stopSandbox() {
        sandbox.close();
    }

    @Override
    String url() {
        return "http://127.0.0.1:" + sandbox.port() + "/sandbox/scim/v2";
    }

    @Override
    String token() {
        return "sandbox-scim-token";
    }
}
