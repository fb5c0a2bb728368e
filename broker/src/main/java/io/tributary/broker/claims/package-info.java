/**
 * Scope mappings: the script engine and its limits, order and merging, from an identity to the
 * claims of one client. Runs at login and at refresh of the identity, never when tokens are made or
 * read.
 */
package io.tributary.broker.claims;
