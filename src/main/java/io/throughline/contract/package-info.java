/** The vocabulary that rules, journal, mappings and routes share: events, steps, plans, broken rules. */
package io.throughline.contract;
