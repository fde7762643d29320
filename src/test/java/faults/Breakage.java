package faults;

import io.throughline.Product;

/** A protection that is switched off in a node, to see that the suite notices. Production code has no such switch. */
enum Breakage {
    /** Nothing is broken. */
    NONE;

    static Breakage of(String word) {
        return valueOf(word.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    }

    /** Changes what is built before it starts. */
    void change(Product product) {}

    /** Changes what runs. */
    void started(Product product) {}
}
