package io.tributary.proof;

import io.tributary.platform.proof.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The modules of the certification profiles.
 *
 * @param meanings what each module does, by its name
 */
record Profiles(Map<String, String> meanings, List<Plan> plans) {
  private static final Pattern PLAN = Pattern.compile("\\[([A-Z_]+)] (.+?) \\| (.+)");
  private static final Pattern MEANING = Pattern.compile("([\\w-]+): (.+)");
  private static final Pattern ROW = Pattern.compile("([\\w-]+)(?: = (not yet|reason: .{20,}))?");

  /** A profile, with the way its modules ask. */
  record Plan(Profile profile, String title, String variant, List<Row> rows) {}

  /**
   * @param mark empty, {@code not yet}, or {@code reason: …}
   */
  record Row(String module, String mark) {
    boolean isNotYet() {
      return mark.equals("not yet");
    }

    boolean hasReason() {
      return mark.startsWith("reason: ");
    }
  }

  static Profiles read(List<String> lines) {
    Map<String, String> meanings = new LinkedHashMap<>();
    List<Plan> plans = new ArrayList<>();
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Matcher plan = PLAN.matcher(line);
      Matcher meaning = MEANING.matcher(line);
      Matcher row = ROW.matcher(line);
      if (plan.matches()) {
        Profile profile = Profile.valueOf(plan.group(1));
        plans.add(new Plan(profile, plan.group(2), plan.group(3), new ArrayList<>()));
      } else if (plans.isEmpty() && meaning.matches()) {
        meanings.put(meaning.group(1), meaning.group(2));
      } else if (!plans.isEmpty() && row.matches()) {
        String mark = row.group(2) == null ? "" : row.group(2);
        plans.get(plans.size() - 1).rows().add(new Row(row.group(1), mark));
      } else {
        throw new IllegalArgumentException("neither meaning nor profile nor module: " + line);
      }
    }
    return new Profiles(meanings, List.copyOf(plans));
  }

  boolean has(Profile profile, String module) {
    return plans.stream()
        .filter(plan -> plan.profile() == profile)
        .flatMap(plan -> plan.rows().stream())
        .anyMatch(row -> row.module().equals(module));
  }
}
