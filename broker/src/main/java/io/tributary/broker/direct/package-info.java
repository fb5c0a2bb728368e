/**
 * The requests that a client sends itself, not by way of a browser: where they come in, the phases
 * that each of them begins with (form, issuer, credentials, authenticated client), and how it is
 * refused. What is asked for belongs to the endpoint: {@code grant}, {@code endpoint}.
 */
package io.tributary.broker.direct;
