/**
 * A person as one login showed them: claims with their states, the claim set, the normalised
 * identity and the trace of how claims came about. Uses the JDK only.
 */
package io.tributary.broker.identity;
