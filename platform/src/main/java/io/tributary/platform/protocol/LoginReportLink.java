package io.tributary.platform.protocol;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a broker of ours is told what became of a login: a link beside its discovery document (RFC
 * 8288 §3), since strict examiners find fault with any member that no registry has.
 */
public final class LoginReportLink {
  public static final String HEADER = "Link";

  private static final String RELATION = "urn:tributary:login-report";

  /** As {@link #value} writes it: other providers have no such link, in whatever form. */
  private static final Pattern FORM =
      Pattern.compile("<([^<>\\s]{1,2048})>; rel=\"" + Pattern.quote(RELATION) + "\"");

  private LoginReportLink() {}

  /** The header's value for an address. */
  public static String value(String address) {
    return "<" + address + ">; rel=\"" + RELATION + "\"";
  }

  /** The address, not checked, in all values of the header. */
  public static Optional<String> find(List<String> values) {
    return values.stream()
        .map(FORM::matcher)
        .filter(Matcher::matches)
        .findFirst()
        .map(link -> link.group(1));
  }
}
