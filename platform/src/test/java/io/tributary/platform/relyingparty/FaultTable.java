package io.tributary.platform.relyingparty;

import static io.tributary.platform.relyingparty.Fault.*;
import static java.util.Map.entry;

import io.tributary.platform.relyingparty.RelyingPartyException.Kind;
import java.util.Map;

/** What each fault of a provider must be taken for. */
public final class FaultTable {
  private FaultTable() {}

  /** Every fault that is not simply misbehaviour. */
  private static final Map<Fault, Kind> OTHER_THAN_MISBEHAVED =
      Map.ofEntries(
          entry(AUTHORIZE_DENIED, Kind.DENIED),
          entry(AUTHORIZE_CANCELLED, Kind.DENIED),
          entry(AUTHORIZE_LOGIN_REQUIRED, Kind.INTERACTION_REQUIRED),
          entry(AUTHORIZE_CONSENT_REQUIRED, Kind.INTERACTION_REQUIRED),
          entry(AUTHORIZE_UNAVAILABLE, Kind.UNAVAILABLE),
          entry(AUTHORIZE_SERVER_ERROR, Kind.UNAVAILABLE),
          entry(AUTHORIZE_UNAUTHORIZED_CLIENT, Kind.MISCONFIGURED),
          entry(AUTHORIZE_INVALID_SCOPE, Kind.MISCONFIGURED),
          entry(AUTHORIZE_STATE_WRONG, Kind.FOREIGN_RESPONSE),
          entry(AUTHORIZE_STATE_MISSING, Kind.FOREIGN_RESPONSE),
          entry(AUTHORIZE_ISS_WRONG, Kind.FOREIGN_RESPONSE),
          entry(AUTHORIZE_ISS_MISSING, Kind.FOREIGN_RESPONSE),
          entry(AUTHORIZE_DENIED_ISS_MISSING, Kind.FOREIGN_RESPONSE),
          entry(DISCOVERY_DOWN, Kind.UNAVAILABLE),
          entry(DISCOVERY_HANGS, Kind.UNAVAILABLE),
          entry(JWKS_DOWN, Kind.UNAVAILABLE),
          entry(JWKS_HANGS, Kind.UNAVAILABLE),
          entry(TOKEN_INVALID_CLIENT, Kind.MISCONFIGURED),
          entry(TOKEN_DOWN, Kind.UNAVAILABLE),
          entry(TOKEN_TOO_MANY_REQUESTS, Kind.UNAVAILABLE),
          entry(TOKEN_HANGS, Kind.UNAVAILABLE),
          entry(TOKEN_DRIPS, Kind.UNAVAILABLE),
          entry(TOKEN_CLOSES, Kind.UNAVAILABLE),
          entry(ID_TOKEN_STALE_LOGIN, Kind.NOT_FRESH),
          entry(ID_TOKEN_WITHOUT_LOGIN_TIME, Kind.NOT_FRESH),
          entry(USERINFO_DOWN, Kind.UNAVAILABLE),
          entry(USERINFO_UNAUTHORIZED, Kind.UNAVAILABLE),
          entry(USERINFO_HANGS, Kind.UNAVAILABLE),
          entry(USERINFO_DRIPS, Kind.UNAVAILABLE));

  public static Kind expected(Fault fault) {
    return OTHER_THAN_MISBEHAVED.getOrDefault(fault, Kind.MISBEHAVED);
  }
}
