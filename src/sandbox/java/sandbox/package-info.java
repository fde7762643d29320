/**
 * Stand-ins for the vendor systems of the demo firm: real HTTP, the vendors' protocols and refusals, and knobs
 * to make them misbehave. Described in {@code src/docs/sandbox.md}. Nothing in the product imports this package.
 */
package sandbox;
