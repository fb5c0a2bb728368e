package io.tributary.broker.app;

import io.tributary.broker.replay.ClaimDifference;
import io.tributary.broker.replay.LoginDifference;
import io.tributary.broker.replay.PersonDifference;
import io.tributary.broker.replay.ReplayLines;
import io.tributary.broker.replay.ReplayReport;
import io.tributary.platform.ops.HarmlessText;
import java.io.PrintWriter;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a comparison is shown. */
interface DiffOutput {
  /** Identities that somebody reads of without having asked for more. */
  int FEW = 20;

  /** One who is hit, or of whom nobody can say. */
  void hit(PersonDifference person);

  void end(ReplayReport report);

  /** For other programs, while it is being made. */
  final class Lines implements DiffOutput {
    private final PrintWriter out;
    private long left;

    Lines(PrintWriter out, long most) {
      this.out = out;
      this.left = most;
    }

    @Override
    public void hit(PersonDifference person) {
      if (left > 0) {
        left--;
        out.println(ReplayLines.identity(person));
      }
    }

    @Override
    public void end(ReplayReport report) {
      out.println(ReplayLines.summary(report));
    }
  }

  /** For people: the answer first. */
  final class Text implements DiffOutput {
    private final PrintWriter out;
    private final int most;

    Text(PrintWriter out, int most) {
      this.out = out;
      this.most = most;
    }

    @Override
    public void hit(PersonDifference person) {}

    @Override
    public void end(ReplayReport report) {
      out.println(HarmlessText.of(report.summary()));
      report.details().forEach(this::person);
      long more = report.hit() + report.unknown() - report.details().size();
      if (more > 0) {
        out.println();
        out.println(
            "… and "
                + more
                + " more; --limit "
                + (more + most)
                + " or --json tells of all of them.");
      }
      out.println();
      out.println(
          "Tried "
              + report.recorded()
              + (report.recorded() == 1 ? " recorded identity and " : " recorded identities and ")
              + report.local()
              + (report.local() == 1 ? " local account in " : " local accounts in ")
              + String.format("%.1f", report.nanos() / 1e9)
              + " s"
              + (report.left() > 0
                  ? "; left out "
                      + report.left()
                      + " that are switched off, forgotten or cannot be read."
                  : "."));
    }

    private void person(PersonDifference person) {
      out.println();
      out.println(
          HarmlessText.of(person.username() + " (" + person.upstream() + ")" + outcome(person)));
      person.logins().forEach(this::login);
    }

    private static String outcome(PersonDifference person) {
      String rights =
          Stream.concat(signed("-", person.lost()), signed("+", person.gained()))
              .collect(Collectors.joining(" "));
      return switch (person.outcome()) {
        case DENIED -> ": is denied" + (rights.isEmpty() ? "" : " " + rights);
        case ADMITTED -> ": is denied no more " + rights;
        case UNKNOWN -> ": unknown";
        default -> rights.isEmpty() ? "" : ": " + rights;
      };
    }

    private static Stream<String> signed(String sign, Set<String> names) {
      return names.stream().limit(FEW).map(name -> sign + name);
    }

    private void login(LoginDifference login) {
      if (!login.shown().isEmpty()) {
        out.println(HarmlessText.of("  at " + String.join(", ", login.shown())));
      }
      login.claims().forEach(this::claim);
      login.deniedBefore().ifPresent(why -> out.println(HarmlessText.of("    live: " + why)));
      login.deniedAfter().ifPresent(why -> out.println(HarmlessText.of("    proposed: " + why)));
      if (!login.unknown().isEmpty()) {
        out.println(
            HarmlessText.of("    not kept and read: " + String.join(", ", login.unknown())));
      }
      login.reasons().forEach(reason -> out.println(HarmlessText.of("    " + reason)));
    }

    private void claim(ClaimDifference claim) {
      out.println(
          HarmlessText.of(
              "    "
                  + claim.claim()
                  + ": "
                  + claim.before().orElse("absent")
                  + " → "
                  + claim.after().orElse("absent")));
    }
  }
}
