/**
 * Accounts of people: subjects, user names, federated identities keyed by (upstream, issuer, sub),
 * the rules of linking, and local passwords. Knows no session and no client.
 */
package io.tributary.broker.account;
