/**
 * Running scope mappings: from an identity to the claims of one client. Order and merging stand in
 * {@code MappingRun}, rights in {@code RightsFilter}, what a mapping's script sees in {@code
 * MappingInput}; what a mapping is, in {@code mapping}. Scripts run in {@code script}, in whichever
 * language the application hands in. Runs at login and at refresh of the identity, never when
 * tokens are made or read. Knows no account, session or token.
 */
package io.tributary.broker.claims;
