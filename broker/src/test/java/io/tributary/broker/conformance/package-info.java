/**
 * The modules of the OpenID conformance suite, played over HTTP against a broker that is set up as
 * {@code scripts/conformance/tributary.yaml} says: what the suite sends, and all that it demands;
 * its warnings count as failures. Knows nothing of the broker's classes but how to start it.
 */
package io.tributary.broker.conformance;
