/** The endpoints that read: discovery, key set, userinfo. */
package io.tributary.broker.endpoint;
