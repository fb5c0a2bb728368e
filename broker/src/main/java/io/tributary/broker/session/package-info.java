/**
 * Single sign-on sessions and their cookie; a session keeps the identity of its login, sealed. Also
 * the list of spent login attempts and logout states, since a session begins by spending one. Knows
 * no client and no token.
 */
package io.tributary.broker.session;
