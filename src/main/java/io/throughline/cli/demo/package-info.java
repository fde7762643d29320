/** The demo: a month of the demo firm, played through the product's doors and checked against expected figures. */
package io.throughline.cli.demo;
