/**
 * The claims laboratory over HTTP: pages of the console and the API, who may do what there, how an
 * administrator signs in (the console is a relying party of its own broker), and what of it is
 * audited.
 *
 * <p>Must not know how logins, tokens or mappings work inside: it asks their packages.
 */
package io.tributary.broker.admin;
