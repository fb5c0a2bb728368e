package io.tributary.broker.admin;

import java.util.regex.Pattern;

/** Names under which changes of mappings stand for ever. */
final class Authors {
  /** What is no account is named with a colon, or {@code files}. */
  private static final Pattern LIKE_OURS = Pattern.compile("files|.*[:\\p{Cntrl}].*");

  private static final int LONGEST = 190;

  private Authors() {}

  /** The user name; a name that looks like the command line's or a file's is marked. */
  static String ofAccount(String username) {
    String name = username.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ").strip();
    String bounded = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
    return bounded.isEmpty() || LIKE_OURS.matcher(bounded).matches()
        ? "account:" + bounded
        : bounded;
  }

  /** An application that acts for itself. */
  static String ofClient(String id) {
    return "client:" + id;
  }
}
