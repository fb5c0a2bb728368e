/**
 * Scope mappings: from an identity to the claims of one client. Order, merging and rights stand in
 * {@code ClaimsPipeline}, {@code MappingRun} and {@code RightsFilter}; what a mapping's script sees
 * in {@code MappingInput}. Scripts run in {@code script}, in whichever language the application
 * hands in. Runs at login and at refresh of the identity, never when tokens are made or read. Knows
 * no account, session or token.
 */
package io.tributary.broker.claims;
