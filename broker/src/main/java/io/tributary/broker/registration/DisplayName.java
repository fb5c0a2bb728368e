package io.tributary.broker.registration;

import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The name under which a client is shown to people who decide whether to trust it (RFC 7591 §5: a
 * rogue client may use the name of another).
 */
final class DisplayName {
  private static final int LONGEST = 100;
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  /**
   * Letters of other scripts that most typefaces draw as one of ours, each before ours; the likes
   * of Unicode Technical Standard 39 §4, for the scripts in which such names are forged.
   */
  private static final String LOOK_ALIKE =
      "\u0430a\u0410a\u0432b\u0412b\u0441c\u0421c\u0501d\u0435e\u0415e\u04bbh\u043dh\u041dh\u0456i"
          + "\u0406i\u0458j\u0408j\u043ak\u041ak\u04cfl\u04c0l\u043cm\u041cm\u043eo\u041eo\u0440p\u0420p"
          + "\u051bq\u0433r\u0455s\u0405s\u0442t\u0422t\u0443y\u0423y\u0475v\u0461w\u0445x\u0425x"
          + "\u03b1a\u0391a\u0392b\u0395e\u0397h\u03b9i\u0399i\u03f3j\u03bak\u039ak\u039cm\u03b7n\u039dn"
          + "\u03bfo\u039fo\u03c1p\u03a1p\u03c4t\u03a4t\u03c5u\u03bdv\u03c9w\u03c7x\u03a7x\u03b3y\u03a5y"
          + "\u0396z\u0261g\u0585o\u057du\u0578n";

  /** Letters with a stroke or without a dot, which no normal form takes apart, each before ours. */
  private static final String STRUCK =
      "\u0142l\u019al\u00f8o\u0111d\u0127h\u0167t\u0180b\u01b6z\u024dr\u0237j\u0138k\u014bn\u017fs\u00feb";

  /**
   * Scripts in which people write today (Unicode Standard Annex 31, table 5). Others are mostly
   * known to those who look for letters that resemble ours.
   */
  private static final Set<Character.UnicodeScript> SCRIPTS =
      EnumSet.of(
          Character.UnicodeScript.COMMON,
          Character.UnicodeScript.INHERITED,
          Character.UnicodeScript.LATIN,
          Character.UnicodeScript.GREEK,
          Character.UnicodeScript.CYRILLIC,
          Character.UnicodeScript.ARABIC,
          Character.UnicodeScript.ARMENIAN,
          Character.UnicodeScript.BENGALI,
          Character.UnicodeScript.BOPOMOFO,
          Character.UnicodeScript.DEVANAGARI,
          Character.UnicodeScript.ETHIOPIC,
          Character.UnicodeScript.GEORGIAN,
          Character.UnicodeScript.GUJARATI,
          Character.UnicodeScript.GURMUKHI,
          Character.UnicodeScript.HAN,
          Character.UnicodeScript.HANGUL,
          Character.UnicodeScript.HEBREW,
          Character.UnicodeScript.HIRAGANA,
          Character.UnicodeScript.KANNADA,
          Character.UnicodeScript.KATAKANA,
          Character.UnicodeScript.KHMER,
          Character.UnicodeScript.LAO,
          Character.UnicodeScript.MALAYALAM,
          Character.UnicodeScript.MYANMAR,
          Character.UnicodeScript.ORIYA,
          Character.UnicodeScript.SINHALA,
          Character.UnicodeScript.TAMIL,
          Character.UnicodeScript.TELUGU,
          Character.UnicodeScript.THAANA,
          Character.UnicodeScript.THAI,
          Character.UnicodeScript.TIBETAN);

  /** Latin letters of phonetics, small capitals among them, and of old manuscripts. */
  private static final Set<Character.UnicodeBlock> TECHNICAL =
      Set.of(
          Character.UnicodeBlock.IPA_EXTENSIONS,
          Character.UnicodeBlock.PHONETIC_EXTENSIONS,
          Character.UnicodeBlock.PHONETIC_EXTENSIONS_SUPPLEMENT,
          Character.UnicodeBlock.LATIN_EXTENDED_C,
          Character.UnicodeBlock.LATIN_EXTENDED_D,
          Character.UnicodeBlock.LATIN_EXTENDED_E);

  private DisplayName() {}

  /** Whether the name can be shown: it looks like what it is, and stays in its place. */
  static boolean isShowable(String name) {
    return !name.isBlank()
        && name.codePointCount(0, name.length()) <= LONGEST
        && name.equals(name.strip())
        && !name.contains("  ")
        && name.codePoints().allMatch(DisplayName::isVisible)
        && name.codePoints().allMatch(DisplayName::isOfToday)
        && name.codePoints().anyMatch(Character::isLetterOrDigit);
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      // Direction marks and overrides, controls, other lines, other blanks, nothing at all.
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      case Character.FORMAT -> c == ZERO_WIDTH_JOINER;
      case Character.SPACE_SEPARATOR -> c == ' ';
      // Blank letters: Hangul fillers, Braille blank.
      default -> c != 0x115f && c != 0x1160 && c != 0x3164 && c != 0xffa0 && c != 0x2800;
    };
  }

  private static boolean isOfToday(int c) {
    return SCRIPTS.contains(Character.UnicodeScript.of(c))
        && !TECHNICAL.contains(Character.UnicodeBlock.of(c));
  }

  /** Two names with one key are one to a hurried reader. */
  static String key(String name) {
    String ours =
        text(Normalizer.normalize(name, Normalizer.Form.NFKD).codePoints().map(DisplayName::ours));
    String folded = ours.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return text(folded.codePoints().filter(Character::isLetterOrDigit).map(DisplayName::stroke))
        .replace("rn", "m")
        .replace("vv", "w");
  }

  private static int ours(int c) {
    return lookedUp(STRUCK, Character.toLowerCase(lookedUp(LOOK_ALIKE, c)));
  }

  private static int lookedUp(String pairs, int c) {
    for (int i = 0; i < pairs.length(); i += 2) {
      if (pairs.charAt(i) == c) {
        return pairs.charAt(i + 1);
      }
    }
    return c;
  }

  /** One stroke and one ring, whether letter or digit. */
  private static int stroke(int c) {
    return switch (c) {
      case '1', 'i' -> 'l';
      case '0' -> 'o';
      default -> c;
    };
  }

  private static String text(IntStream points) {
    return points
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
