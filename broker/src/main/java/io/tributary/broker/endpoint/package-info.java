/**
 * The endpoints beside login and tokens: discovery (from {@code Capabilities}, which the wiring
 * works out of the configuration), key sets, userinfo, introspection, revocation and registration.
 * They know no login and no upstream.
 */
package io.tributary.broker.endpoint;
