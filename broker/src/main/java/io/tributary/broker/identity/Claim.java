package io.tributary.broker.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What we know of one claim of one person.
 *
 * <p>Absent is not empty, and neither is the same as not having been able to ask: taking one for
 * another either leaves rights that were taken away or takes away rights that stand.
 */
public sealed interface Claim permits Claim.Present, Claim.Empty, Claim.Absent, Claim.Unfetched {

  /** Calls the function of this claim's state. */
  <T> T fold(
      Function<Object, T> present, Supplier<T> empty, Supplier<T> absent, Supplier<T> unfetched);

  /** The value when there is one; an empty list or text counts as none. */
  default Optional<Object> value() {
    return fold(Optional::of, Optional::empty, Optional::empty, Optional::empty);
  }

  /**
   * The state of a value as it stands in JSON.
   *
   * @param value text, number, boolean, list or map; {@code null}, empty text, list or map is empty
   */
  static Claim of(Object value) {
    boolean empty =
        value == null
            || (value instanceof CharSequence text && text.isEmpty())
            || (value instanceof Collection<?> list && list.isEmpty())
            || (value instanceof Map<?, ?> map && map.isEmpty());
    return empty ? new Empty() : new Present(value);
  }

  /**
   * The provider gave a value.
   *
   * @param content text, number, boolean, list or map of such
   */
  record Present(Object content) implements Claim {
    @Override
    public <T> T fold(
        Function<Object, T> present, Supplier<T> empty, Supplier<T> absent, Supplier<T> unfetched) {
      return present.apply(content);
    }
  }

  /** The provider gave the claim without content: there is nothing. */
  record Empty() implements Claim {
    @Override
    public <T> T fold(
        Function<Object, T> present, Supplier<T> empty, Supplier<T> absent, Supplier<T> unfetched) {
      return empty.get();
    }
  }

  /** The provider answered and said nothing of it. */
  record Absent() implements Claim {
    @Override
    public <T> T fold(
        Function<Object, T> present, Supplier<T> empty, Supplier<T> absent, Supplier<T> unfetched) {
      return absent.get();
    }
  }

  /** The provider could not be asked. */
  record Unfetched() implements Claim {
    @Override
    public <T> T fold(
        Function<Object, T> present, Supplier<T> empty, Supplier<T> absent, Supplier<T> unfetched) {
      return unfetched.get();
    }
  }

  /** The claim as a list of texts: what groups are. Anything that is not text is left out. */
  static List<String> texts(Object value) {
    if (value instanceof CharSequence text) {
      return List.of(text.toString());
    }
    if (value instanceof Collection<?> list) {
      List<String> texts = new ArrayList<>(list.size());
      for (Object element : list) {
        if (element instanceof CharSequence text) {
          texts.add(text.toString());
        }
      }
      return Collections.unmodifiableList(texts);
    }
    return List.of();
  }
}
