/** Financial close: reconciliation of the systems with each other, states of a period, and the proof of its hours. */
package io.throughline.close;
