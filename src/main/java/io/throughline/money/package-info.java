/** Money, prices, cost and documents: values and calculations without any route, database or queue. Depends on nothing. */
package io.throughline.money;
