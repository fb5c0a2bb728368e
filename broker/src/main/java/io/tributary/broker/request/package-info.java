/**
 * What clients send: direct requests with their credentials, and authorization requests that do not
 * travel in the browser. Requests too large for a cookie are kept here for as long as a login may
 * take, and how many a visitor may leave is bounded. Knows no session and no login.
 */
package io.tributary.broker.request;
