package io.tributary.broker.account;

import io.tributary.broker.identity.StandardClaims;
import io.tributary.platform.config.ConfigReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code claims:} of a configured user. */
final class ClaimsConfig {
  private ClaimsConfig() {}

  static Map<String, Object> read(ConfigReader section) {
    Map<String, Object> claims = new LinkedHashMap<>(texts(section, StandardClaims.TEXTS));
    boolean verified = section.flag(StandardClaims.PHONE_VERIFIED).or(false);
    if (claims.containsKey(StandardClaims.PHONE)) {
      claims.put(StandardClaims.PHONE_VERIFIED, verified);
    } else if (verified) {
      section.problem(StandardClaims.PHONE_VERIFIED, "there is no phone_number to be verified");
    }
    Map<String, Object> address =
        section.section(
            StandardClaims.ADDRESS, members -> texts(members, StandardClaims.ADDRESS_MEMBERS));
    if (!address.isEmpty()) {
      claims.put(StandardClaims.ADDRESS, address);
    }
    return claims;
  }

  private static Map<String, Object> texts(ConfigReader section, List<String> names) {
    Map<String, Object> texts = new LinkedHashMap<>();
    for (String name : names) {
      section
          .text(name)
          .optional()
          .ifPresent(
              value -> {
                texts.put(name, value);
                StandardClaims.fault(name, value).ifPresent(fault -> section.problem(name, fault));
              });
    }
    return texts;
  }
}
