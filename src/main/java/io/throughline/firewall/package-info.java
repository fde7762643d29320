/** What keeps outside words from steering routes: header allow-lists on every component and a linter over the model. */
package io.throughline.firewall;
