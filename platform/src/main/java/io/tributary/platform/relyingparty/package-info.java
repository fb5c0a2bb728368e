/**
 * The strict OpenID Connect relying party that serves the broker's upstream leg and the inventory's
 * login: who somebody is gets decided here and nowhere else. The only package that may use
 * vertx-auth-oauth2. Knows no account and no session.
 */
package io.tributary.platform.relyingparty;
