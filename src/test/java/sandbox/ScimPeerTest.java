package sandbox;

import org.junit.jupiter.api.Tag;

/** The same contract against a real SCIM server; the properties say where it is. */
@Tag("peer")
class ScimPeerTest extends ScimContract {

    @Override
    Client scim() {
        return new Client(
                System.getProperty("peer.scim.url", "http://127.0.0.1:18400/scim/v2"),
                System.getProperty("peer.scim.token", "peers-token"));
    }
}
