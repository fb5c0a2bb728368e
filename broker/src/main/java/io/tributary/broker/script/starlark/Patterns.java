package io.tributary.broker.script.starlark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions, read once. What one looks at is counted character by character, so that one
 * that tries everything meets the limit of steps.
 */
final class Patterns {
  private static final int MOST = 64;

  /** So that reading one is soon done. */
  private static final int LONGEST = 2_000;

  private final Map<String, Regex> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Regex> eldest) {
          return size() > MOST;
        }
      };

  /**
   * One that has been read.
   *
   * @param names of groups, and their numbers
   */
  record Regex(Pattern pattern, Map<String, Integer> names) {
    Matcher matcher(Run run, String text) {
      run.meter().step();
      return pattern.matcher(new Counted(run.meter(), text, 0, text.length()));
    }
  }

  Regex of(Run run, String source, boolean ignoreCase) {
    String key = (ignoreCase ? "i" : " ") + source;
    Regex found = known.get(key);
    if (found == null) {
      if (source.length() > LONGEST) {
        throw StarError.value("a regular expression has at most " + LONGEST + " characters");
      }
      run.meter().charge(source.length());
      run.meter().reserve(200L * source.length());
      found = read(source, ignoreCase);
      known.put(key, found);
    }
    return found;
  }

  private static Regex read(String source, boolean ignoreCase) {
    PythonRegex python = new PythonRegex(source);
    String java = python.java();
    int flags =
        Pattern.UNIX_LINES
            | Pattern.UNICODE_CASE
            | Pattern.UNICODE_CHARACTER_CLASS
            | (ignoreCase ? Pattern.CASE_INSENSITIVE : 0);
    try {
      return new Regex(Pattern.compile(java, flags), python.names());
    } catch (PatternSyntaxException wrong) {
      throw StarError.value("not a regular expression: " + wrong.getDescription());
    } catch (StackOverflowError deep) {
      throw StarError.value("not a regular expression: it is nested too deeply");
    }
  }

  /** A text that counts each look at it. */
  private record Counted(Meter meter, String text, int start, int end) implements CharSequence {
    @Override
    public int length() {
      return end - start;
    }

    @Override
    public char charAt(int index) {
      meter.step();
      return text.charAt(start + index);
    }

    @Override
    public CharSequence subSequence(int from, int to) {
      return new Counted(meter, text, start + from, start + to);
    }

    @Override
    public String toString() {
      return text.substring(start, end);
    }
  }
}
