/**
 * Authorization requests, in typed phases from raw to valid: their parameters, request objects and
 * the {@code claims} parameter, and the requests too large for a cookie, which are kept here for as
 * long as a login may take. Knows no session, no attempt and no answer.
 */
package io.tributary.broker.request;
