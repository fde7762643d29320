/** Customers, deals, contracts, projects, assignments and time, and the rules for them. Builds on people and money. */
package io.throughline.work;
