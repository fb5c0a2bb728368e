/**
 * Relying parties, whoever registered them: who they are, where they may be redirected to, how they
 * authenticate, their keys, and every setting of theirs, by what it is for ({@code …Settings},
 * {@code LogoutChannels}, {@code ClientPages}). Each of these records reads itself from the
 * configuration here; clients that register themselves fill the same records in {@code
 * registration}, and what a setting means is enforced by the package that it is about. A client
 * authenticates with presented credentials, never with an HTTP request.
 */
package io.tributary.broker.client;
