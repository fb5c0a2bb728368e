package io.tributary.platform.proof;

/**
 * A certification profile of the OpenID Foundation for providers, as its conformance suite has it.
 */
public enum Profile {
  BASIC,
  CONFIG,
  DYNAMIC,
  IMPLICIT,
  HYBRID,
  FORM_POST_BASIC,
  FORM_POST_IMPLICIT,
  FORM_POST_HYBRID,
  THIRD_PARTY_LOGIN,
  RP_INITIATED_LOGOUT,
  FRONT_CHANNEL_LOGOUT,
  BACK_CHANNEL_LOGOUT,
  SESSION_MANAGEMENT
}
