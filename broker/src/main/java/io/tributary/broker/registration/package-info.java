/**
 * Clients that register themselves (RFC 7591) and change their registration (RFC 7592): their
 * metadata with its rules, initial access tokens, software statements, sectors and logos. What
 * comes out of it is a {@link io.tributary.broker.client.Client} like any other. Knows no HTTP
 * request.
 */
package io.tributary.broker.registration;
