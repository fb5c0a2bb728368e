/**
 * Registered relying parties: who they are, where they may be redirected to, how they authenticate.
 * A client authenticates with presented credentials, never with an HTTP request.
 */
package io.tributary.broker.client;
