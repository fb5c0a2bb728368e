/**
 * Authorization requests that do not travel in the browser: requests too large for a cookie are
 * kept here for as long as a login may take. Pushed authorization requests (RFC 9126) will join
 * them.
 */
package io.tributary.broker.request;
