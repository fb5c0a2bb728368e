package io.tributary.broker.login;

import io.tributary.broker.client.Client;
import io.tributary.broker.web.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A login that begins here (OpenID Connect Core §4): where somebody would be stranded, a link to
 * the application's {@code initiate_login_uri} brings a new authorization request. Of the
 * parameters only {@code iss} is sent: where in the application it leads is never ours, and never a
 * visitor's, to say.
 */
public final class InitiatedLogin {
  private static final String HTTPS = "https://";

  private InitiatedLogin() {}

  /**
   * @param issuer identifier of the issuer that the application uses
   * @return nothing for a client that registered no such address; https is demanded of it
   */
  public static Optional<Page.Link> link(Client client, String issuer) {
    return client
        .requests()
        .initiateLoginUri()
        .filter(uri -> uri.startsWith(HTTPS) && uri.indexOf('#') < 0)
        .map(uri -> new Page.Link(client.name(), withIssuer(uri, issuer)));
  }

  /** A query that is registered stays. */
  private static String withIssuer(String uri, String issuer) {
    return uri
        + (uri.indexOf('?') < 0 ? '?' : '&')
        + "iss="
        + URLEncoder.encode(issuer, StandardCharsets.UTF_8);
  }
}
