package sandbox;

import io.throughline.Companion;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;

/** Lets the product start the sandbox without importing it. */
public final class SandboxCompanion implements Companion {

    private static final String PORT = "throughline.sandbox.port";
    private static final String DEFAULT_PORT = "8090";

    @Override
    public String name() {
        return "sandbox";
    }

    @Override
    public AutoCloseable start(Map<String, String> settings, Clock clock) throws IOException {
        return Sandbox.start(Integer.parseInt(settings.getOrDefault(PORT, DEFAULT_PORT)), clock);
    }
}
