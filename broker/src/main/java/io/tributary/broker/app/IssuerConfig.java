package io.tributary.broker.app;

import io.tributary.broker.web.Layout;
import io.tributary.platform.config.ConfigReader;

/**
 * One entry of {@code issuers:}: a further, path-shaped issuer.
 *
 * @param name stands in its address
 */
record IssuerConfig(Layout layout, String name) {

  static IssuerConfig read(ConfigReader section) {
    IssuerConfig read =
        new IssuerConfig(
            section.choice("layout", Layout.class).required(), section.text("name").required());
    if (read.layout() == Layout.NATIVE) {
      section.problem("layout", "the native issuer is always there; write okta or authentik");
    } else if (!read.name().isEmpty()
        && read.layout() != null
        && !read.layout().allowsName(read.name())) {
      section.problem(
          "name", "use lower-case letters, digits, _ and -, and no word that the layout reserves");
    }
    return read;
  }
}
