/**
 * A person as one login showed them: claims with their states, the claim set, the normalised
 * identity and the trace of how claims came about, also as bytes that can be sealed and kept. Uses
 * the JDK and a JSON tree only.
 */
package io.tributary.broker.identity;
