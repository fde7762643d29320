/** The operational surface: one guarded HTTP server, health, metrics, Jolokia and the Hawtio console. */
package io.throughline.http;
