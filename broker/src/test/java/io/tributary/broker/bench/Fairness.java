package io.tributary.broker.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Under which rules two providers are compared; they stand below each comparison. */
final class Fairness {
  private static final List<String> BOTH =
      List.of(
          "One driver, one upstream outside of both (in the driver, not counted), the same people and"
              + " the same five groups, which have to be in userinfo or the operation counts as failed.",
          "The same client: code with PKCE S256, `client_secret_basic`, id_token and access token."
              + " RS256 keys have 2048 bits, ES256 keys are on P-256; the upstream signs with RS256.",
          "No password occurs, so that no password hash is compared.",
          "Both run at the same time and are measured one after the other, operation by operation,"
              + " each first in every other round; only the process that works is counted. Plain HTTP on"
              + " loopback, connections kept open.");

  private static final List<String> KEYCLOAK =
      List.of(
          "The same PostgreSQL program with the same settings (fsync on, 32 MB shared_buffers), a"
              + " server for each. Keycloak's JDBC comes over TCP on loopback; ours over a Unix socket,"
              + " as it ships.",
          "Sessions are in PostgreSQL on both sides: Keycloak's persistent user sessions, its default."
              + " Keycloak keeps a copy in memory and commits with the database's default"
              + " (`synchronous_commit` on); ours reads the session from the database at each use and"
              + " creates it relaxed, see [ADR 7](adr/0007-durability.md). `--synchronous-commit` adds"
              + " figures of ours with everything on disk before the answer.",
          "Keycloak as for production: `kc.sh build`, `start --optimized`, `--cache=local` (one node, no"
              + " cluster to keep informed), "
              + Keycloak.HEAP
              + " MiB of heap at most, "
              + "40 connections to the database.",
          "Keycloak does not: keep an audit trail (its events are off; ours writes every login and"
              + " token), run a script over the claims (groups are copied as an attribute, its cheapest"
              + " way; ours renames them by a mapping in JavaScript and checks who may grant them),"
              + " ask a new person to review their profile (switched off), rotate refresh tokens or"
              + " notice their second use (off, its default; ours always does both, durably). Its"
              + " refresh tokens belong to the browser's session, ours outlive it.",
          "Ours does not: offer themes, LDAP, user federation, or the other things that Keycloak loads"
              + " without using them here.");

  private static final List<String> OIDC_PROVIDER =
      List.of(
          "oidc-provider is a library: a server of some hundred lines around it is in"
              + " `scripts/bench-peers/oidc-provider`. **It keeps everything in its in-memory adapter,**"
              + " since it publishes none for PostgreSQL: nothing survives its end, nothing is shared by"
              + " two processes, and no time of a database is in its figures.",
          "It is no broker: logins through an upstream and the first login of a person are left out."
              + " Its people are logged in by that server without any question.",
          "Refresh tokens are rotated on both sides. With client_credentials both give a JWT. **The"
              + " access token of a person is opaque there** (JWTs are for other resources only, and its"
              + " userinfo and introspection take none), a signed JWT of ours: refresh and silent login"
              + " sign once there and twice here.",
          "It does not: keep an audit trail, run a mapping, read the account from a database.");

  private Fairness() {}

  static List<String> rules(Path root, String peer) throws IOException {
    List<String> rules = new ArrayList<>(BOTH);
    if (peer.equals("keycloak")) {
      rules.addAll(KEYCLOAK);
      rules.add(
          "Keycloak "
              + Keycloak.VERSION
              + " on Java "
              + KeycloakDistribution.version(KeycloakDistribution.javaHome()).orElse("unknown")
              + ", ours on Java "
              + Runtime.version()
              + ".");
    } else {
      rules.addAll(OIDC_PROVIDER);
      rules.add("oidc-provider " + OidcProvider.version(root) + ", from npm.");
    }
    return rules;
  }
}
