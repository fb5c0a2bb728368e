/**
 * Running scope mappings: from an identity to the claims of one client. {@code Mapper} is all of
 * it; one mapping after the other stands in {@code MappingRun}, rights in {@code RightsFilter},
 * what a script sees in {@code MappingInput}, which knows each language's names of it ({@code
 * mapping.ScriptParameters}). What a mapping is, its order and how a claim is merged ({@code
 * Merge}) belong to {@code mapping}; scripts run in {@code script}. Runs at login and at refresh of
 * the identity, never when tokens are made or read. What runs mappings over nobody's login stands
 * here too: their tests ({@code MappingTests}) and what lint finds by running ({@code
 * MappingProbes}); what it finds by reading is {@code mapping.MappingLint}. Knows no account,
 * session or token.
 */
package io.tributary.broker.claims;
