/** The commands a person types; those about a running product use its HTTP API. */
package io.throughline.cli;
