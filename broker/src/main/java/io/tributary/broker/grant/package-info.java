/**
 * The token endpoint: the phases that every grant type shares, and one class for each type that
 * fills their hook ({@code Grant}). What is issued, stored and spent belongs to {@code token}; this
 * package holds no SQL and signs nothing.
 */
package io.tributary.broker.grant;
