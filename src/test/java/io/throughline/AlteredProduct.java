package io.throughline;

import java.time.Clock;
import java.util.function.Consumer;

/** The product with parts that a test has changed between building and starting. */
public final class AlteredProduct {

    private AlteredProduct() {}

    /** Starts everything after the change. */
    public static Product start(Settings settings, Clock clock, Consumer<Product> change) throws Exception {
        return Product.start(settings, clock, false, change);
    }
}
