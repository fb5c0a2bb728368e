package io.tributary.broker.login;

import io.tributary.platform.protocol.ErrorCode;

/** A decision in words, for the trace. */
final class NextStepWords implements NextStep.Cases<String> {
  @Override
  public String chooseUpstream() {
    return "choose a way to log in";
  }

  @Override
  public String goUpstream(String upstream) {
    return "log in at " + upstream;
  }

  @Override
  public String localLogin() {
    return "log in with a password here";
  }

  @Override
  public String askConsent() {
    return "ask for consent";
  }

  @Override
  public String issue() {
    return "issue";
  }

  @Override
  public String refuse(ErrorCode code, String description) {
    return "refuse: " + code.wire();
  }
}
