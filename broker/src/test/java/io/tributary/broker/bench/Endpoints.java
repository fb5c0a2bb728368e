package io.tributary.broker.bench;

/**
 * Where a provider's endpoints are: absolute addresses.
 *
 * @param origin whose cookies the browser keeps
 * @param authorize with a query that its own requests need, else with a {@code ?} at the end
 * @param refreshScope what a login asks for beside the rest to get a refresh token, after a {@code
 *     +}
 */
record Endpoints(
    String origin,
    String authorize,
    String token,
    String userinfo,
    String introspection,
    String keys,
    String discovery,
    String refreshScope) {

  static Endpoints tributary(String url) {
    String base = url + "/oauth2/v1/";
    return new Endpoints(
        url,
        base + "authorize?",
        base + "token",
        base + "userinfo",
        base + "introspect",
        base + "keys",
        url + "/.well-known/openid-configuration",
        "+offline_access");
  }
}
