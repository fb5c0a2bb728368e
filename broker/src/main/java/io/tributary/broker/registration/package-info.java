/**
 * Clients that register themselves (RFC 7591) and change their registration (RFC 7592): their
 * metadata with its rules, one {@code …Metadata} for each record of settings in {@code client};
 * initial access tokens, software statements, sectors and logos. Metadata is stored as it was
 * registered, and read again at each use: a new member needs no column. What comes out of it is a
 * {@link io.tributary.broker.client.Client} like any other. Knows no HTTP request.
 */
package io.tributary.broker.registration;
