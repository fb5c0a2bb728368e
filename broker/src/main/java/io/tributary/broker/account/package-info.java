/**
 * Accounts of people: subjects, user names, federated identities keyed by (upstream, issuer, sub),
 * the rules of linking, local accounts and the slowing down of guesses at their passwords (hashing
 * is the platform's). Knows no session and no client.
 */
package io.tributary.broker.account;
