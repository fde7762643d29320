/** What people are told without asking: raised once per cause, delivered from a table after the commit, closed on success. */
package io.throughline.alerts;
