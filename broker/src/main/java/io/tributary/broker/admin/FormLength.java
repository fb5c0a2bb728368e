package io.tributary.broker.admin;

import io.tributary.platform.http.WebServerConfig;
import java.util.Optional;

/** Whether a draft can be sent back by the form that shows it. */
final class FormLength {
  /** What the listener takes, as people read it. */
  static final String MOST = WebServerConfig.FORM_BYTES / 1024 + " KiB";

  /** For the fields beside the texts, with the message at its longest. */
  private static final int OTHERS = 6 * 1024;

  private FormLength() {}

  /** A sentence where it cannot. */
  static Optional<String> tooLong(Typed typed) {
    int room = WebServerConfig.FORM_BYTES - OTHERS;
    for (String text : new String[] {typed.script(), typed.settings(), typed.tests()}) {
      room -= sent(text, room);
    }
    return room >= 0
        ? Optional.empty()
        : Optional.of(
            "These texts are longer than a form of the console holds ("
                + MOST
                + " as they are sent), so"
                + " they cannot be saved here as they stand: change them as files (scripts/broker"
                + " mapping show "
                + typed.name()
                + " --to DIR, then mapping draft "
                + typed.name()
                + " --from DIR), or over the API.");
  }

  /**
   * Bytes of the text in a form (WHATWG URL, application/x-www-form-urlencoded), until too many.
   */
  private static int sent(String text, int most) {
    int bytes = 0;
    for (int at = 0; at < text.length() && bytes <= most; at++) {
      bytes += sent(text.charAt(at));
    }
    return bytes;
  }

  private static int sent(char sign) {
    if (sign == '\n') {
      // Browsers send both, CR and LF.
      return 6;
    }
    boolean plain =
        (sign >= 'a' && sign <= 'z')
            || (sign >= 'A' && sign <= 'Z')
            || (sign >= '0' && sign <= '9')
            || " *-._".indexOf(sign) >= 0;
    if (plain) {
      return 1;
    }
    int utf8 = sign < 0x80 ? 1 : sign < 0x800 || Character.isSurrogate(sign) ? 2 : 3;
    return 3 * utf8;
  }
}
