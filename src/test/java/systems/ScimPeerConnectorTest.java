package systems;

import org.junit.jupiter.api.Tag;

/** The promise kept against a real SCIM server: {@code -Dpeer.scim.url}, {@code -Dpeer.scim.token}. */
@Tag("peer")
class ScimPeerConnectorTest extends ScimConnectorContract {

    @Override
    String url() {
        return System.getProperty("peer.scim.url", "http://127.0.0.1:18400/scim/v2");
    }

    @Override
    String token() {
        return System.getProperty("peer.scim.token", "peers-token");
    }
}
