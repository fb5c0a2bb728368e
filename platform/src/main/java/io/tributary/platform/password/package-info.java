/**
 * Passwords at rest: argon2id hashes and the few bounded workers that compute them. Knows no
 * account, no login and no rule of what a password must be like.
 */
package io.tributary.platform.password;
