package io.tributary.broker.bench;

import java.util.Map;

/** What an operation is in requests. */
final class Meanings {
  private static final Map<String, String> OF =
      Map.of(
          "client-credentials",
          "A client asks for a token of its own. One request, one signature.",
          "refresh",
          "A refresh token gives the next one, an access token and an id_token. One request, two"
              + " signatures; each connection goes on with its own family.",
          "introspection",
          "The client asks about its own valid access token; grant, session and account are read"
              + " each time.",
          "userinfo",
          "With a valid access token; the grant is read anew each time.",
          "discovery",
          "The provider metadata.",
          "jwks",
          "The key set.",
          "token",
          "The exchange of a code alone: access token and id_token, two signatures.",
          "silent-login",
          "A browser with a session: authorize without a page, token. Two requests.",
          "login",
          "A new browser logs in through the upstream as one of 200 people: authorize, the"
              + " upstream's own page (in the driver), callback (code exchange, id_token, userinfo,"
              + " mapping, account, session), token, userinfo. Four requests to the broker, two from"
              + " it to the upstream.",
          "first-login",
          "The same of somebody whom the broker has never seen: an account is made.");

  static final String CONDITIONS =
      """

      RS256 with 2048 bits, ES256 on P-256; codes and sessions in PostgreSQL (unlogged and relaxed as
      [ADR 7](adr/0007-durability.md) says), access log and audit on. 200 people in turn, one client for
      each algorithm, one upstream. Each connection of *userinfo* and *introspection* uses one token, so
      that its signature is verified once and then remembered.
      """;

  private Meanings() {}

  static String list() {
    StringBuilder list = new StringBuilder();
    for (String name : Operation.NAMES) {
      list.append("- **").append(name).append("**: ").append(OF.get(name)).append('\n');
    }
    return list.toString();
  }
}
