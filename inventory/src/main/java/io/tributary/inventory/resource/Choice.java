package io.tributary.inventory.resource;

/**
 * One value of a choice field.
 *
 * @param value as stored and as the API says it
 * @param tone of the badge
 */
public record Choice(String value, String label, Tone tone) {

  /** Colour of a badge; it never carries the meaning alone. */
  public enum Tone {
    GOOD,
    BUSY,
    WARN,
    BAD,
    PLAIN;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
