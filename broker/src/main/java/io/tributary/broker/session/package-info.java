/**
 * Single sign-on sessions and their cookie; a session keeps the identity of its login, sealed. Also
 * the list of spent login attempts and logout states, since a session begins by spending one. What
 * ends a session notes here which clients took part; telling them belongs to {@code logout}. A
 * client's part in a session is a grant, which belongs to {@code token}. Knows no client and no
 * token.
 */
package io.tributary.broker.session;
