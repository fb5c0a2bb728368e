/**
 * The identity providers we federate: their description and addresses here, vendor presets and
 * normalisers, health, their own logout. What comes out is an identity or a failure; vendors'
 * oddities end here. A claim that could not be fetched is told apart from one that is absent or
 * empty. Knows no account, session or client.
 */
package io.tributary.broker.upstream;
