package io.tributary.broker.admin;

import io.tributary.broker.replay.ClaimDifference;
import io.tributary.broker.replay.LoginDifference;
import io.tributary.broker.replay.PersonDifference;
import io.tributary.broker.web.ConsolePage.HitPerson;
import java.util.ArrayList;
import java.util.List;

/** What a comparison found of one person, in lines. */
final class HitWords {
  private HitWords() {}

  static HitPerson of(PersonDifference person) {
    List<String> lines = new ArrayList<>();
    if (!person.lost().isEmpty()) {
      lines.add("loses " + String.join(", ", person.lost()));
    }
    if (!person.gained().isEmpty()) {
      lines.add("gains " + String.join(", ", person.gained()));
    }
    person.logins().forEach(login -> login(login, lines));
    return new HitPerson(
        Words.honest(
            person.username() + " through " + person.upstream() + ": " + person.outcome().wire()),
        lines.stream().map(Words::honest).toList());
  }

  private static void login(LoginDifference login, List<String> lines) {
    String at = login.shown().isEmpty() ? "" : "at " + String.join(", ", login.shown()) + ": ";
    login.deniedBefore().ifPresent(why -> lines.add(at + "denied now (" + why + ")"));
    login.deniedAfter().ifPresent(why -> lines.add(at + "denied then (" + why + ")"));
    for (ClaimDifference claim : login.claims()) {
      lines.add(
          at
              + claim.claim()
              + ": "
              + claim.before().orElse("nothing")
              + " becomes "
              + claim.after().orElse("nothing"));
    }
    login.reasons().forEach(lines::add);
    if (!login.unknown().isEmpty()) {
      lines.add("not kept, so unknown: " + String.join(", ", login.unknown()));
    }
  }
}
