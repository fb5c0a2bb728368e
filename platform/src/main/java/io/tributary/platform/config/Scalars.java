package io.tributary.platform.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From text to typed values. No message repeats the text: it may be a misplaced secret. */
final class Scalars {
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,11})");
  private static final Pattern DURATION = Pattern.compile("(0|[1-9][0-9]{0,11})(ms|s|m|h|d)");
  private static final int MAX_PORT = 65_535;

  private Scalars() {}

  static String text(String text) throws UnreadableValue {
    if (text.isEmpty()) {
      throw new UnreadableValue("must not be empty; give a value or leave the key out");
    }
    return text;
  }

  static Conversion<Integer> integer(int least, int most) {
    return text -> {
      if (!INTEGER.matcher(text).matches()) {
        throw new UnreadableValue("must be a whole number from " + least + " to " + most);
      }
      long value = Long.parseLong(text);
      if (value < least || value > most) {
        throw new UnreadableValue("must be from " + least + " to " + most);
      }
      return (int) value;
    };
  }

  static Boolean flag(String text) throws UnreadableValue {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new UnreadableValue(
              "must be true or false" + Suggestions.suffix(text, List.of("true", "false")));
    };
  }

  static Conversion<Duration> duration(Duration least, Duration most) {
    return text -> {
      Matcher parts = DURATION.matcher(text);
      if (!parts.matches()) {
        throw new UnreadableValue(
            "must be a duration such as 500ms, 10s, 5m, 8h or 30d, without spaces");
      }
      Duration value = duration(Long.parseLong(parts.group(1)), parts.group(2));
      if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
        throw new UnreadableValue("must be from " + shown(least) + " to " + shown(most));
      }
      return value;
    };
  }

  private static Duration duration(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  static String shown(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0s";
    }
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 60 != 0) {
      return seconds + "s";
    }
    if (seconds % 3600 != 0) {
      return seconds / 60 + "m";
    }
    return seconds % 86_400 == 0 ? seconds / 86_400 + "d" : seconds / 3600 + "h";
  }

  static URI url(String text) throws UnreadableValue {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      throw notUrl();
    }
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!(scheme.equals("https") || scheme.equals("http"))
        || url.getHost() == null
        || url.getPort() == 0
        || url.getPort() > MAX_PORT) {
      throw notUrl();
    }
    if (url.getRawUserInfo() != null) {
      throw new UnreadableValue("must not hold a user name or password");
    }
    if (url.getRawFragment() != null) {
      throw new UnreadableValue("must not have a fragment ('#')");
    }
    return url;
  }

  private static UnreadableValue notUrl() {
    return new UnreadableValue("must be an absolute URL such as https://login.example.com/");
  }

  static Conversion<Path> path(Path folder) {
    return text -> {
      try {
        return folder.resolve(text(text)).normalize();
      } catch (InvalidPathException e) {
        throw new UnreadableValue("is not a path");
      }
    };
  }

  static <E extends Enum<E>> Conversion<E> choice(Class<E> type) {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    return text -> {
      for (E constant : constants) {
        if (word(constant).equals(text.replace('-', '_'))) {
          return constant;
        }
      }
      List<String> words = constants.stream().map(Scalars::word).toList();
      throw new UnreadableValue(
          "must be one of " + String.join(", ", words) + Suggestions.suffix(text, words));
    };
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
