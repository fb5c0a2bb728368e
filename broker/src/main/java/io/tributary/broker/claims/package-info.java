/**
 * Scope mappings: from an identity to the claims of one client. Order, merging and rights stand in
 * {@code ClaimsPipeline}, {@code MappingRun} and {@code RightsFilter}; the engine is everything
 * named {@code Script…} (any language), {@code Rhino…} and {@code Js…} (JavaScript). What a script
 * may use is listed in {@code Limits} and counted by {@code ScriptUsage}; each limit has a {@code
 * ScriptFailure.Reason}, which is its label in the metrics. Runs at login and at refresh of the
 * identity, never when tokens are made or read. Knows no account, session or token.
 */
package io.tributary.broker.claims;
