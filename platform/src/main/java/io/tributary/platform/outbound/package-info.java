/**
 * Every HTTP request that leaves a service: bounded in time and size, without redirects, connected
 * only to an address that was resolved once and allowed. Knows no provider and no protocol.
 */
package io.tributary.platform.outbound;
