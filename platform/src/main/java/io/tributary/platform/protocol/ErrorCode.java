package io.tributary.platform.protocol;

/**
 * An error code of OAuth 2.0 or OpenID Connect with the HTTP status it has when it is answered
 * directly (not by a redirect).
 *
 * <p>Sources: RFC 6749 §4.1.2.1 and §5.2, RFC 6750 §3.1, RFC 7591 §3.2.2, RFC 8707 §2, OpenID
 * Connect Core §3.1.2.6, OpenID Connect RP-Initiated Logout §4.
 */
public enum ErrorCode {
  INVALID_REQUEST("invalid_request", 400),
  INVALID_CLIENT("invalid_client", 401),
  INVALID_GRANT("invalid_grant", 400),
  INVALID_SCOPE("invalid_scope", 400),
  INVALID_TOKEN("invalid_token", 401),
  INVALID_TARGET("invalid_target", 400),
  INVALID_REQUEST_OBJECT("invalid_request_object", 400),
  INVALID_REQUEST_URI("invalid_request_uri", 400),
  UNMET_AUTHENTICATION_REQUIREMENTS("unmet_authentication_requirements", 400),
  INSUFFICIENT_SCOPE("insufficient_scope", 403),
  UNAUTHORIZED_CLIENT("unauthorized_client", 400),
  UNSUPPORTED_GRANT_TYPE("unsupported_grant_type", 400),
  UNSUPPORTED_RESPONSE_TYPE("unsupported_response_type", 400),
  ACCESS_DENIED("access_denied", 403),
  LOGIN_REQUIRED("login_required", 400),
  CONSENT_REQUIRED("consent_required", 400),
  INTERACTION_REQUIRED("interaction_required", 400),
  ACCOUNT_SELECTION_REQUIRED("account_selection_required", 400),
  REQUEST_NOT_SUPPORTED("request_not_supported", 400),
  REQUEST_URI_NOT_SUPPORTED("request_uri_not_supported", 400),
  REGISTRATION_NOT_SUPPORTED("registration_not_supported", 400),
  INVALID_REDIRECT_URI("invalid_redirect_uri", 400),
  INVALID_CLIENT_METADATA("invalid_client_metadata", 400),
  INVALID_SOFTWARE_STATEMENT("invalid_software_statement", 400),
  UNAPPROVED_SOFTWARE_STATEMENT("unapproved_software_statement", 400),
  SERVER_ERROR("server_error", 500),
  TEMPORARILY_UNAVAILABLE("temporarily_unavailable", 503);

  private final String wire;
  private final int status;

  ErrorCode(String wire, int status) {
    this.wire = wire;
    this.status = status;
  }

  /** The value of the {@code error} parameter. */
  public String wire() {
    return wire;
  }

  /** HTTP status of a direct answer. */
  public int status() {
    return status;
  }
}
