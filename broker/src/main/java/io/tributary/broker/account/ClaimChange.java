package io.tributary.broker.account;

import io.tributary.broker.identity.StandardClaims;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What changes of a local account's standard claims; members of the address are written {@code
 * address.locality}.
 *
 * @param claims to set; the address apart
 * @param address members to set
 */
public record ClaimChange(
    Map<String, Object> claims,
    Map<String, Object> address,
    Set<String> removedClaims,
    Set<String> removedAddress) {
  private static final String MEMBER = StandardClaims.ADDRESS + ".";

  /**
   * @param set {@code claim=value} each
   * @param unset names
   * @throws AccountException for a name that is none or a value that the claim cannot have
   */
  public static ClaimChange parse(Collection<String> set, Collection<String> unset) {
    ClaimChange change =
        new ClaimChange(
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashSet<>(),
            new LinkedHashSet<>());
    unset.forEach(change::remove);
    set.forEach(change::assign);
    return change;
  }

  /** Of everything that it touches, sorted. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(claims.keySet());
    names.addAll(removedClaims);
    address.keySet().forEach(member -> names.add(MEMBER + member));
    removedAddress.forEach(member -> names.add(MEMBER + member));
    return names;
  }

  private void remove(String name) {
    if (name.startsWith(MEMBER)) {
      removedAddress.add(member(name));
    } else if (name.equals(StandardClaims.ADDRESS)) {
      removedAddress.addAll(StandardClaims.ADDRESS_MEMBERS);
    } else {
      removedClaims.add(claim(name));
    }
    if (name.equals(StandardClaims.PHONE)) {
      removedClaims.add(StandardClaims.PHONE_VERIFIED);
    }
  }

  private void assign(String written) {
    int equals = written.indexOf('=');
    if (equals < 1) {
      throw new AccountException("write NAME=VALUE, not " + written);
    }
    String name = written.substring(0, equals);
    String value = written.substring(equals + 1);
    if (name.startsWith(MEMBER)) {
      address.put(member(name), checked(name, value));
      return;
    }
    if (claim(name).equals(StandardClaims.PHONE_VERIFIED)) {
      if (!value.equals("true") && !value.equals("false")) {
        throw new AccountException(name + ": write true or false");
      }
      claims.put(name, value.equals("true"));
      return;
    }
    claims.put(name, checked(name, value));
    if (name.equals(StandardClaims.PHONE)) {
      // Another number is not the one that was vouched for.
      claims.putIfAbsent(StandardClaims.PHONE_VERIFIED, false);
    }
  }

  private static String checked(String name, String value) {
    Optional<String> fault = StandardClaims.fault(name, value);
    if (fault.isPresent()) {
      throw new AccountException(name + ": " + fault.get());
    }
    return value;
  }

  private static String claim(String name) {
    if (!StandardClaims.TEXTS.contains(name) && !name.equals(StandardClaims.PHONE_VERIFIED)) {
      throw new AccountException(
          name + " cannot be set here; one of " + String.join(", ", StandardClaims.TEXTS));
    }
    return name;
  }

  private static String member(String name) {
    String member = name.substring(MEMBER.length());
    if (!StandardClaims.ADDRESS_MEMBERS.contains(member)) {
      throw new AccountException(
          "an address has " + String.join(", ", StandardClaims.ADDRESS_MEMBERS));
    }
    return member;
  }
}
