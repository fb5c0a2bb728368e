/**
 * The token endpoint: the phases that every grant type shares, and one class for each type that
 * fills their hook ({@link io.tributary.broker.grant.GrantType}); the list of those that are on
 * stands in {@code app.Routes}. What is issued, stored and spent belongs to {@code token}; this
 * package holds no SQL and signs nothing.
 */
package io.tributary.broker.grant;
