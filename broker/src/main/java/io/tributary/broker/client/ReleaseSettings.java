package io.tributary.broker.client;

import io.tributary.platform.config.ConfigReader;
import java.util.List;
import java.util.Set;

/**
 * Which claims a client is told, and where.
 *
 * @param allInIdToken the id_token carries what userinfo does ({@code id_token_claims: all});
 *     otherwise only those of the protocol (OpenID Connect Core §5.4: an access token is issued
 *     with it)
 * @param always scopes or claims that are issued although they were not asked for, such as {@code
 *     groups} and {@code roles}
 * @param omitUnverifiedEmail leave out an e-mail that we do not hold as verified, for clients that
 *     link accounts by it without looking at {@code email_verified}
 * @param omitEmpty leave out lists without content, as some providers do
 */
public record ReleaseSettings(
    boolean allInIdToken, Set<String> always, boolean omitUnverifiedEmail, boolean omitEmpty) {
  /** What a client gets that says nothing. */
  public static final ReleaseSettings STANDARD = new ReleaseSettings(false, Set.of(), false, false);

  /** What a client is told in its id_token. */
  enum IdTokenClaims {
    MINIMAL,
    ALL
  }

  /** What happens to an e-mail that nobody verified. */
  enum UnverifiedEmail {
    SEND,
    OMIT
  }

  static ReleaseSettings read(ConfigReader section) {
    return new ReleaseSettings(
        section.choice("id_token_claims", IdTokenClaims.class).or(IdTokenClaims.MINIMAL)
            == IdTokenClaims.ALL,
        Set.copyOf(section.texts("claims_always").or(List.of())),
        section.choice("unverified_email", UnverifiedEmail.class).or(UnverifiedEmail.SEND)
            == UnverifiedEmail.OMIT,
        section.flag("omit_empty_claims").or(false));
  }
}
