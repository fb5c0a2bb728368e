/**
 * Authorization requests that do not travel in the browser: requests too large for a cookie are
 * kept here for as long as a login may take, and how many a visitor may leave is bounded. Pushed
 * authorization requests (RFC 9126) will join them. Knows no session and no login.
 */
package io.tributary.broker.request;
