/**
 * The endpoints that read and change nothing: discovery (from {@code Capabilities}, which the
 * wiring works out of the configuration), key sets and userinfo. They know no login and no
 * upstream.
 */
package io.tributary.broker.endpoint;
