package io.tributary.broker.token;

import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.keys.StableIds;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refresh tokens as clients hold them: {@code <grant id>.<generation>.<proof>}, the proof being
 * HMAC-SHA-256 over client, grant and generation under a key of this issuer that is never rotated.
 *
 * <p>So nothing secret is stored, the same successor can be told twice within the grace window, and
 * what was not made here never reaches the database: nobody can end a family by guessing.
 */
public final class RefreshTokens {
  /** A grant id has 128 bits, a proof 256; both base64url. A generation fits an int. */
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9_-]{22})\\.([1-9][0-9]{0,8})\\.([A-Za-z0-9_-]{43})");

  private final StableIds proofs;

  public RefreshTokens(SealingKeys keys, String issuer) {
    this.proofs = keys.stableIds(issuer, "refresh");
  }

  /** {@code [A-Za-z0-9_.-]}, at most 76 characters. */
  public String write(RefreshToken token, String clientId) {
    return named(token) + "." + proofs.of(clientId, named(token));
  }

  /** The token, if we made it for this client at this issuer. */
  public Optional<RefreshToken> read(String written, String clientId) {
    Matcher parts = FORM.matcher(written);
    if (!parts.matches()) {
      return Optional.empty();
    }
    RefreshToken token = new RefreshToken(parts.group(1), Integer.parseInt(parts.group(2)));
    return Optional.of(token)
        .filter(claimed -> proofs.matches(parts.group(3), clientId, named(claimed)));
  }

  private static String named(RefreshToken token) {
    return token.grantId() + "." + token.generation();
  }
}
