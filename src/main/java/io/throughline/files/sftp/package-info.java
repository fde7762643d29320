/**
 * The exchange folders over SFTP, with Throughline as the client of a partner's server.
 *
 * <p>The SSH library is used directly. Camel's own consumer is built on the same library and does three things that must
 * not happen here: it takes names from the server's listing as they come, it deletes what has the name a file is moved to,
 * and it takes {@code *} and {@code ?} in names as patterns.
 */
package io.throughline.files.sftp;
