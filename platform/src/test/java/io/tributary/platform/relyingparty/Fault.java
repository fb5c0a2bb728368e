package io.tributary.platform.relyingparty;

/** One way in which a {@link FakeUpstream} misbehaves; several may be on at once. */
public enum Fault {
  /** The provider refuses: {@code error} in the authorization response. */
  AUTHORIZE_DENIED(Stage.AUTHORIZE, "access_denied"),
  AUTHORIZE_CANCELLED(Stage.AUTHORIZE, "user_cancelled_login"),
  AUTHORIZE_LOGIN_REQUIRED(Stage.AUTHORIZE, "login_required"),
  AUTHORIZE_CONSENT_REQUIRED(Stage.AUTHORIZE, "consent_required"),
  AUTHORIZE_UNAVAILABLE(Stage.AUTHORIZE, "temporarily_unavailable"),
  AUTHORIZE_SERVER_ERROR(Stage.AUTHORIZE, "server_error"),
  AUTHORIZE_UNAUTHORIZED_CLIENT(Stage.AUTHORIZE, "unauthorized_client"),
  AUTHORIZE_INVALID_SCOPE(Stage.AUTHORIZE, "invalid_scope"),
  AUTHORIZE_MARKUP_AS_ERROR(Stage.AUTHORIZE, "<script>alert(1)</script>"),
  AUTHORIZE_STATE_WRONG(Stage.AUTHORIZE),
  AUTHORIZE_STATE_MISSING(Stage.AUTHORIZE),
  AUTHORIZE_CODE_MISSING(Stage.AUTHORIZE),
  AUTHORIZE_ISS_WRONG(Stage.AUTHORIZE),
  /** Discovery promises {@code iss} (RFC 9207) and the answer lacks it. */
  AUTHORIZE_ISS_MISSING(Stage.AUTHORIZE),
  /** An error, and without the promised {@code iss}. */
  AUTHORIZE_DENIED_ISS_MISSING(Stage.AUTHORIZE, "access_denied"),

  DISCOVERY_DOWN(Stage.DISCOVERY),
  DISCOVERY_HANGS(Stage.DISCOVERY),
  DISCOVERY_REDIRECTS(Stage.DISCOVERY),
  DISCOVERY_HTML(Stage.DISCOVERY),
  DISCOVERY_GARBAGE(Stage.DISCOVERY),
  DISCOVERY_HUGE(Stage.DISCOVERY),
  DISCOVERY_DUPLICATE_MEMBER(Stage.DISCOVERY),
  DISCOVERY_OTHER_ISSUER(Stage.DISCOVERY),
  DISCOVERY_INSECURE_ENDPOINT(Stage.DISCOVERY),
  DISCOVERY_WITHOUT_KEYS(Stage.DISCOVERY),

  JWKS_DOWN(Stage.JWKS),
  JWKS_HANGS(Stage.JWKS),
  JWKS_REDIRECTS(Stage.JWKS),
  JWKS_GARBAGE(Stage.JWKS),
  JWKS_HUGE(Stage.JWKS),
  JWKS_EMPTY(Stage.JWKS),
  JWKS_TOO_MANY(Stage.JWKS),
  /** The same {@code kid} with another key. */
  JWKS_OTHER_KEY(Stage.JWKS),
  JWKS_FOR_ENCRYPTION(Stage.JWKS),
  JWKS_FOR_OTHER_ALGORITHM(Stage.JWKS),
  JWKS_WEAK_KEY(Stage.JWKS),
  /** A symmetric key under the token's {@code kid}; the token is signed with it. */
  JWKS_SYMMETRIC(Stage.JWKS),

  TOKEN_INVALID_CLIENT(Stage.TOKEN, "invalid_client"),
  TOKEN_INVALID_GRANT(Stage.TOKEN, "invalid_grant"),
  TOKEN_DOWN(Stage.TOKEN),
  TOKEN_TOO_MANY_REQUESTS(Stage.TOKEN),
  TOKEN_REDIRECTS(Stage.TOKEN),
  TOKEN_HTML(Stage.TOKEN),
  TOKEN_GARBAGE(Stage.TOKEN),
  TOKEN_DUPLICATE_MEMBER(Stage.TOKEN),
  TOKEN_DEEP(Stage.TOKEN),
  TOKEN_HUGE(Stage.TOKEN),
  TOKEN_HUGE_HEADERS(Stage.TOKEN),
  TOKEN_HANGS(Stage.TOKEN),
  /** One byte at a time, each soon enough for an idle timeout. */
  TOKEN_DRIPS(Stage.TOKEN),
  TOKEN_CLOSES(Stage.TOKEN),
  TOKEN_WITHOUT_ID_TOKEN(Stage.TOKEN),
  TOKEN_WITHOUT_ACCESS_TOKEN(Stage.TOKEN),
  TOKEN_OF_OTHER_TYPE(Stage.TOKEN),
  TOKEN_WITH_LINE_BREAK(Stage.TOKEN),

  ID_TOKEN_WRONG_SIGNATURE(Stage.ID_TOKEN),
  ID_TOKEN_EMPTY_SIGNATURE(Stage.ID_TOKEN),
  ID_TOKEN_NONE(Stage.ID_TOKEN),
  /** {@code alg: none} with other capitals, and a good signature beside it. */
  ID_TOKEN_NONE_IN_CAPITALS(Stage.ID_TOKEN),
  /** HS256 keyed with the public key (algorithm confusion). */
  ID_TOKEN_HS256_BY_PUBLIC_KEY(Stage.ID_TOKEN),
  /** HS256 with the client secret where it is not configured. */
  ID_TOKEN_HS256_BY_SECRET(Stage.ID_TOKEN),
  /** A foreign key, put into the header as {@code jwk}. */
  ID_TOKEN_BRINGS_ITS_KEY(Stage.ID_TOKEN),
  ID_TOKEN_UNKNOWN_KID(Stage.ID_TOKEN),
  ID_TOKEN_CRITICAL_HEADER(Stage.ID_TOKEN),
  ID_TOKEN_TYPED_ACCESS_TOKEN(Stage.ID_TOKEN),
  ID_TOKEN_TYPED_LOGOUT_TOKEN(Stage.ID_TOKEN),
  ID_TOKEN_KIND_ACCESS_TOKEN(Stage.ID_TOKEN),
  ID_TOKEN_NESTED(Stage.ID_TOKEN),
  ID_TOKEN_ENCRYPTED(Stage.ID_TOKEN),
  ID_TOKEN_GARBAGE(Stage.ID_TOKEN),
  ID_TOKEN_HUGE(Stage.ID_TOKEN),
  ID_TOKEN_PADDED(Stage.ID_TOKEN),
  ID_TOKEN_DUPLICATE_CLAIM(Stage.ID_TOKEN),
  ID_TOKEN_DUPLICATE_HEADER(Stage.ID_TOKEN),
  ID_TOKEN_WRONG_ISSUER(Stage.ID_TOKEN),
  ID_TOKEN_ISSUER_WITHOUT_SLASH(Stage.ID_TOKEN),
  ID_TOKEN_WITHOUT_ISSUER(Stage.ID_TOKEN),
  ID_TOKEN_WRONG_AUDIENCE(Stage.ID_TOKEN),
  ID_TOKEN_WITHOUT_AUDIENCE(Stage.ID_TOKEN),
  ID_TOKEN_AUDIENCE_NOT_TEXT(Stage.ID_TOKEN),
  /** Two audiences, no {@code azp}. */
  ID_TOKEN_EXTRA_AUDIENCE(Stage.ID_TOKEN),
  ID_TOKEN_WRONG_PARTY(Stage.ID_TOKEN),
  ID_TOKEN_EXTRA_AUDIENCE_WRONG_PARTY(Stage.ID_TOKEN),
  ID_TOKEN_WRONG_NONCE(Stage.ID_TOKEN),
  ID_TOKEN_WITHOUT_NONCE(Stage.ID_TOKEN),
  ID_TOKEN_EXPIRED(Stage.ID_TOKEN),
  ID_TOKEN_WITHOUT_EXPIRY(Stage.ID_TOKEN),
  ID_TOKEN_EXPIRY_NOT_A_NUMBER(Stage.ID_TOKEN),
  ID_TOKEN_FROM_THE_FUTURE(Stage.ID_TOKEN),
  ID_TOKEN_NOT_YET_VALID(Stage.ID_TOKEN),
  ID_TOKEN_OLD(Stage.ID_TOKEN),
  ID_TOKEN_WITHOUT_ISSUE_TIME(Stage.ID_TOKEN),
  ID_TOKEN_WITHOUT_SUBJECT(Stage.ID_TOKEN),
  ID_TOKEN_EMPTY_SUBJECT(Stage.ID_TOKEN),
  ID_TOKEN_LONG_SUBJECT(Stage.ID_TOKEN),
  ID_TOKEN_SUBJECT_A_NUMBER(Stage.ID_TOKEN),
  ID_TOKEN_WRONG_ACCESS_TOKEN_HASH(Stage.ID_TOKEN),
  /** The person did not log in anew though it was asked for. */
  ID_TOKEN_STALE_LOGIN(Stage.ID_TOKEN),
  ID_TOKEN_WITHOUT_LOGIN_TIME(Stage.ID_TOKEN),

  USERINFO_DOWN(Stage.USERINFO),
  USERINFO_UNAUTHORIZED(Stage.USERINFO),
  USERINFO_REDIRECTS(Stage.USERINFO),
  USERINFO_JWT(Stage.USERINFO),
  USERINFO_GARBAGE(Stage.USERINFO),
  USERINFO_HUGE(Stage.USERINFO),
  USERINFO_HANGS(Stage.USERINFO),
  USERINFO_DRIPS(Stage.USERINFO),
  USERINFO_DUPLICATE_MEMBER(Stage.USERINFO),
  USERINFO_NUL_IN_TEXT(Stage.USERINFO),
  USERINFO_OTHER_SUBJECT(Stage.USERINFO),
  USERINFO_WITHOUT_SUBJECT(Stage.USERINFO);

  /** Where it shows. */
  public enum Stage {
    AUTHORIZE,
    DISCOVERY,
    JWKS,
    TOKEN,
    ID_TOKEN,
    USERINFO
  }

  private final Stage stage;
  private final String error;

  Fault(Stage stage) {
    this(stage, "");
  }

  Fault(Stage stage, String error) {
    this.stage = stage;
    this.error = error;
  }

  public Stage stage() {
    return stage;
  }

  /** The {@code error} parameter or member; empty when the fault is another. */
  String error() {
    return error;
  }
}
