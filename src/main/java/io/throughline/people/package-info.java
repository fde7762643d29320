/** Workers, their availability and absence, and the rules for them. Builds on money. */
package io.throughline.people;
