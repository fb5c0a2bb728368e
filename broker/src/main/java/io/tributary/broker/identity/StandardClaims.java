package io.tributary.broker.identity;

import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The claims of OpenID Connect Core §5.1 that say who somebody is and carry no rights: what they
 * must look like. {@code name}, {@code preferred_username} and {@code email} are not here: they
 * belong to the account, under rules of their own.
 */
public final class StandardClaims {
  public static final String ADDRESS = "address";
  public static final String PHONE = "phone_number";
  public static final String PHONE_VERIFIED = "phone_number_verified";
  public static final String UPDATED_AT = "updated_at";

  /** OpenID Connect Core §5.1.1. */
  public static final List<String> ADDRESS_MEMBERS =
      List.of("formatted", "street_address", "locality", "region", "postal_code", "country");

  /** Texts, in the order of OpenID Connect Core §5.1. */
  public static final List<String> TEXTS =
      List.of(
          "given_name",
          "family_name",
          "middle_name",
          "nickname",
          "profile",
          "picture",
          "website",
          "gender",
          "birthdate",
          "zoneinfo",
          "locale",
          PHONE);

  private static final Set<String> LINKS = Set.of("profile", "picture", "website");
  private static final int LONGEST = 1024;

  /** E.164 with RFC 3966's extension (OpenID Connect Core §5.1). */
  private static final Pattern PHONE_NUMBER =
      Pattern.compile("\\+[1-9][0-9]{1,14}(;ext=[0-9]{1,10})?");

  private StandardClaims() {}

  /** Why a text cannot be the value of a claim that we hold ourselves. */
  public static Optional<String> fault(String claim, String value) {
    if (!isText(value)) {
      return Optional.of("write 1 to " + LONGEST + " visible characters");
    }
    if (LINKS.contains(claim)) {
      return isLink(value) ? Optional.empty() : Optional.of("write an address with https://");
    }
    boolean good =
        switch (claim) {
          case "birthdate" -> isBirthdate(value);
          case "zoneinfo" -> ZoneId.getAvailableZoneIds().contains(value);
          case "locale" -> isLocale(value);
          case PHONE -> PHONE_NUMBER.matcher(value).matches();
          default -> true;
        };
    return good ? Optional.empty() : Optional.of(EXAMPLES.get(claim));
  }

  private static final Map<String, String> EXAMPLES =
      Map.of(
          "birthdate",
          "write YYYY-MM-DD, 0000-MM-DD without the year, or YYYY",
          "zoneinfo",
          "write a time zone such as Europe/Vienna",
          "locale",
          "write a language tag such as de-AT",
          PHONE,
          "write it as +431234567, with an extension as +431234567;ext=89");

  /**
   * Those of a provider that have the shape of §5.1; whatever has another is left out, and never
   * reaches an application. What they say is the provider's word.
   */
  public static Map<String, Object> carried(ClaimSet raw) {
    Map<String, Object> carried = new LinkedHashMap<>();
    for (String claim : TEXTS) {
      if (raw.get(claim).value().orElse(null) instanceof String text
          && isText(text)
          && (!LINKS.contains(claim) || isLink(text))) {
        carried.put(claim, text);
      }
    }
    if (carried.containsKey(PHONE)) {
      raw.get(PHONE_VERIFIED)
          .value()
          .filter(Boolean.class::isInstance)
          .ifPresent(value -> carried.put(PHONE_VERIFIED, value));
    }
    raw.get(UPDATED_AT)
        .value()
        .filter(value -> value instanceof Number number && number.doubleValue() >= 0)
        .ifPresent(value -> carried.put(UPDATED_AT, value));
    raw.get(ADDRESS)
        .value()
        .map(StandardClaims::address)
        .filter(address -> !address.isEmpty())
        .ifPresent(address -> carried.put(ADDRESS, address));
    return carried;
  }

  private static Map<String, Object> address(Object value) {
    Map<String, Object> address = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> members) {
      for (String member : ADDRESS_MEMBERS) {
        if (members.get(member) instanceof String text && isText(text)) {
          address.put(member, text);
        }
      }
    }
    return address;
  }

  /** Lines may end in an address. */
  private static boolean isText(String value) {
    if (value.isBlank() || value.length() > LONGEST) {
      return false;
    }
    for (int at = 0; at < value.length(); at++) {
      char sign = value.charAt(at);
      if (Character.isISOControl(sign) && sign != '\n' && sign != '\r') {
        return false;
      }
    }
    return true;
  }

  /** An application may show it as a link: nothing that runs. */
  private static boolean isLink(String value) {
    try {
      URI uri = URI.create(value);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      return uri.getHost() != null && (scheme.equals("https") || scheme.equals("http"));
    } catch (IllegalArgumentException notAUri) {
      return false;
    }
  }

  private static boolean isBirthdate(String value) {
    try {
      if (value.length() == 4) {
        return value.matches("[0-9]{4}") && Year.parse(value).getValue() > 0;
      }
      return value.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}") && LocalDate.parse(value) != null;
    } catch (DateTimeException noDate) {
      return false;
    }
  }

  private static boolean isLocale(String value) {
    try {
      return !new Locale.Builder().setLanguageTag(value).build().getLanguage().isEmpty();
    } catch (IllformedLocaleException notATag) {
      return false;
    }
  }
}
