/**
 * The endpoints that have no package of their own: discovery (from {@code Capabilities}, which the
 * wiring works out of the configuration), key sets, userinfo, introspection, revocation,
 * registration and logos. Authorization is in {@code login}, tokens in {@code grant}, the end of
 * sessions in {@code logout}. They know no login and no upstream.
 */
package io.tributary.broker.endpoint;
