package io.tributary.broker.laboratory;

/** A mapping is not changed; the message is one sentence for whoever wanted it. */
public final class LaboratoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** What a caller can do about it. */
  public enum Kind {
    /** What was given is wrong. */
    INVALID,
    /** There is no such mapping, version, draft or canary. */
    UNKNOWN,
    /** Somebody else was faster: look again. */
    CONFLICT,
    /** Not even with a confirmation. */
    REFUSED,
    /** Somebody would lose a privileged role: it has to be confirmed. */
    UNCONFIRMED
  }

  public LaboratoryException(Kind kind, String sentence) {
    super(sentence, null, false, false);
    this.kind = kind;
  }

  static LaboratoryException invalid(String sentence) {
    return new LaboratoryException(Kind.INVALID, sentence);
  }

  static LaboratoryException unknown(String sentence) {
    return new LaboratoryException(Kind.UNKNOWN, sentence);
  }

  static LaboratoryException conflict(String sentence) {
    return new LaboratoryException(Kind.CONFLICT, sentence);
  }

  static LaboratoryException refused(String sentence) {
    return new LaboratoryException(Kind.REFUSED, sentence);
  }

  public Kind kind() {
    return kind;
  }
}
