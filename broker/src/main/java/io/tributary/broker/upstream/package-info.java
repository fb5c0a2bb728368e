/**
 * The identity providers we federate: their description, vendor presets and normalisers, health.
 * What comes out is an identity or a failure; vendors' oddities end here.
 */
package io.tributary.broker.upstream;
