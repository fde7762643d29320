/**
 * How a step becomes HTTP calls to a vendor and one {@link io.throughline.contract.Answer}. The conversation is plain
 * Java: it says which request comes next and what an answer means; a route carries the requests.
 */
package io.throughline.delivery.http;
