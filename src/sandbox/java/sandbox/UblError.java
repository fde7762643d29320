package sandbox;

/**
 * Why an access point will not take a document.
 *
 * @param rule    id of the rule, such as {@code BR-CO-10} or {@code XSD}
 * @param message in words
 */
record UblError(String rule, String message) {}
