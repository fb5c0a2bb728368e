package io.tributary.broker.conformance;

/** The response types and modes in which the suite runs its plans. */
enum Plan {
  CODE("code", false),
  ID_TOKEN("id_token", false),
  ID_TOKEN_TOKEN("id_token token", false),
  CODE_ID_TOKEN("code id_token", false),
  CODE_TOKEN("code token", false),
  CODE_ID_TOKEN_TOKEN("code id_token token", false),
  CODE_FORM("code", true),
  ID_TOKEN_FORM("id_token", true),
  ID_TOKEN_TOKEN_FORM("id_token token", true),
  CODE_ID_TOKEN_FORM("code id_token", true),
  CODE_TOKEN_FORM("code token", true),
  CODE_ID_TOKEN_TOKEN_FORM("code id_token token", true);

  private final String type;
  private final boolean form;

  Plan(String type, boolean form) {
    this.type = type;
    this.form = form;
  }

  Flow flow() {
    return form ? Flow.of(type).asForm() : Flow.of(type);
  }

  boolean reachesUserinfo() {
    return !flow().isWithoutAccess();
  }
}
