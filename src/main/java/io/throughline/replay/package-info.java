/** What a person has delivered again: shown before it is done, approved, throttled, remembered. */
package io.throughline.replay;
