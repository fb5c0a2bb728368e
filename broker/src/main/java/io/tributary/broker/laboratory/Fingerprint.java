package io.tributary.broker.laboratory;

import io.tributary.broker.mapping.MappingSource;
import io.tributary.platform.protocol.Digests;

/** By which the content of a mapping's files is known again, tests included. */
final class Fingerprint {
  private static final int CHARACTERS = 22;

  private Fingerprint() {}

  static String of(MappingSource source) {
    String all =
        String.join(
            "\0", source.language(), source.script(), source.settings(), source.tests().orElse(""));
    return Digests.base64Url(Digests.sha256(all)).substring(0, CHARACTERS);
  }
}
