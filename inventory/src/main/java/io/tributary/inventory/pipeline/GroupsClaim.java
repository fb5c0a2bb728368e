package io.tributary.inventory.pipeline;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a login said of groups. Nothing said is not the same as no groups: the first keeps what
 * stands, the second takes everything away.
 */
public sealed interface GroupsClaim {
  /** NetBox's limit of a group name. */
  int MAX_NAME = 150;

  /** A login naming more is not believed. */
  int MAX_GROUPS = 1000;

  <T> T fold(Function<Given, T> given, Supplier<T> missing);

  /**
   * Reads the claim. {@code null}, an empty list and an empty text are no groups; a text is one
   * group.
   *
   * @throws UnreadableClaim when it is anything else than a list of names
   */
  static GroupsClaim of(Map<String, Object> claims) {
    if (!claims.containsKey("groups")) {
      return new Missing();
    }
    Object value = claims.get("groups");
    if (value == null || "".equals(value)) {
      return new Given(Set.of(), 0);
    }
    Collection<?> named = value instanceof Iterable<?> list ? copy(list) : List.of(value);
    if (named.size() > MAX_GROUPS || !named.stream().allMatch(CharSequence.class::isInstance)) {
      throw new UnreadableClaim();
    }
    Set<String> names = new LinkedHashSet<>();
    named.stream().map(Object::toString).filter(GroupsClaim::fits).forEach(names::add);
    long dropped = named.stream().map(Object::toString).filter(name -> !fits(name)).count();
    return new Given(Set.copyOf(names), (int) dropped);
  }

  /**
   * The groups that the person is in.
   *
   * @param names that can be stored
   * @param dropped how many could not: too long, empty, or with control characters
   */
  record Given(Set<String> names, int dropped) implements GroupsClaim {
    @Override
    public <T> T fold(Function<Given, T> given, Supplier<T> missing) {
      return given.apply(this);
    }
  }

  /** The provider said nothing of groups. */
  record Missing() implements GroupsClaim {
    @Override
    public <T> T fold(Function<Given, T> given, Supplier<T> missing) {
      return missing.get();
    }
  }

  /**
   * The claim is no list of names: the provider is set up wrongly, and guessing rights is worse.
   */
  final class UnreadableClaim extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableClaim() {
      super("The claim groups is not a list of names", null, false, false);
    }
  }

  private static Collection<Object> copy(Iterable<?> list) {
    Collection<Object> copy = new java.util.ArrayList<>();
    list.forEach(copy::add);
    return copy;
  }

  private static boolean fits(String name) {
    return !name.isBlank()
        && name.codePointCount(0, name.length()) <= MAX_NAME
        && name.codePoints()
            .noneMatch(
                c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }
}
