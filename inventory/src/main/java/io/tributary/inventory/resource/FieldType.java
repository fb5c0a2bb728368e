package io.tributary.inventory.resource;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a field holds: how it is read from a form, shown, and entered.
 *
 * <p>{@code parse} gets text that is not blank and gives what stands in JSON (text, {@code Long},
 * {@code BigDecimal}), or throws {@link InvalidValue}.
 */
public sealed interface FieldType {
  Object parse(String text);

  /** The stored value in words. */
  default String show(Object value) {
    return value.toString();
  }

  /** How it is entered: {@code text}, {@code area}, {@code number} or {@code select}. */
  default String widget() {
    return "text";
  }

  /** The choices, when the values are listed in the declaration. */
  default List<Choice> choices() {
    return List.of();
  }

  /** Model that the value refers to. */
  default Optional<String> target() {
    return Optional.empty();
  }

  /** The largest number of characters, 0 when that says nothing. */
  default int maxLength() {
    return 0;
  }

  /** One line of text. */
  record Text(int maxLength) implements FieldType {
    @Override
    public Object parse(String text) {
      if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
        throw new InvalidValue("Must be a single line.");
      }
      return upTo(text, maxLength);
    }
  }

  /** Several lines of text. */
  record LongText(int maxLength) implements FieldType {
    @Override
    public Object parse(String text) {
      return upTo(text.replace("\r\n", "\n").replace('\r', '\n'), maxLength);
    }

    @Override
    public String widget() {
      return "area";
    }
  }

  /** A short name for addresses. */
  record Slug(int maxLength) implements FieldType {
    private static final Pattern SHAPE = Pattern.compile("[-a-z0-9_]+");

    @Override
    public Object parse(String text) {
      if (!SHAPE.matcher(text).matches()) {
        throw new InvalidValue("Use small letters a–z, digits, hyphens and underscores only.");
      }
      return upTo(text, maxLength);
    }
  }

  /** A whole number between the bounds, both included. */
  record Whole(long least, long most) implements FieldType {
    @Override
    public Object parse(String text) {
      if (!text.matches("-?\\d{1,15}")) {
        throw new InvalidValue("Enter a whole number.");
      }
      long value = Long.parseLong(text);
      if (value < least || value > most) {
        throw new InvalidValue("Enter a number from %d to %d.".formatted(least, most));
      }
      return value;
    }

    @Override
    public String widget() {
      return "number";
    }
  }

  /** A number of half units between the bounds, both included: positions and heights in a rack. */
  record Halves(BigDecimal least, BigDecimal most) implements FieldType {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    @Override
    public Object parse(String text) {
      if (!text.matches("\\d{1,4}(\\.\\d{1,2})?")) {
        throw new InvalidValue("Enter a number such as 12 or 12.5.");
      }
      BigDecimal value = new BigDecimal(text);
      if (value.multiply(TWO).stripTrailingZeros().scale() > 0) {
        throw new InvalidValue("Enter whole or half units.");
      }
      if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
        throw new InvalidValue("Enter a number from %s to %s.".formatted(least, most));
      }
      return value.setScale(1, RoundingMode.UNNECESSARY);
    }

    @Override
    public String show(Object value) {
      return new BigDecimal(value.toString()).stripTrailingZeros().toPlainString();
    }
  }

  /** One of the listed values. */
  record OneOf(List<Choice> choices) implements FieldType {
    @Override
    public Object parse(String text) {
      return choices.stream()
          .filter(choice -> choice.value().equals(text))
          .findFirst()
          .orElseThrow(() -> new InvalidValue("Choose one of the listed values."))
          .value();
    }

    @Override
    public String show(Object value) {
      return choices.stream()
          .filter(choice -> choice.value().equals(value))
          .findFirst()
          .map(Choice::label)
          .orElse(value.toString());
    }

    @Override
    public String widget() {
      return "select";
    }
  }

  /** Another object, by id. */
  record Reference(String model) implements FieldType {
    @Override
    public Object parse(String text) {
      if (!text.matches("\\d{1,18}")) {
        throw new InvalidValue("Choose one from the list.");
      }
      return Long.parseLong(text);
    }

    @Override
    public String widget() {
      return "select";
    }

    @Override
    public Optional<String> target() {
      return Optional.of(model);
    }
  }

  private static String upTo(String text, int most) {
    if (text.codePointCount(0, text.length()) > most) {
      throw new InvalidValue("At most %d characters.".formatted(most));
    }
    return text;
  }
}
