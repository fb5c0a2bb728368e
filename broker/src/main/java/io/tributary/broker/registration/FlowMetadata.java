package io.tributary.broker.registration;

import io.tributary.platform.protocol.GrantTypes;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.ResponseType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The flows of a client: response types and grant types, which must fit (RFC 7591 §2.1). */
record FlowMetadata(Set<Set<ResponseType>> responseTypes, Set<String> grantTypes) {
  static FlowMetadata read(MetadataReader reader, RegistrationRules rules) {
    Set<String> grants =
        new LinkedHashSet<>(
            reader.texts("grant_types").orElse(List.of(GrantTypes.AUTHORIZATION_CODE)));
    boolean redirecting =
        grants.contains(GrantTypes.AUTHORIZATION_CODE) || grants.contains(GrantTypes.IMPLICIT);
    Set<Set<ResponseType>> types = new LinkedHashSet<>();
    for (String written :
        reader.texts("response_types").orElse(redirecting ? List.of("code") : List.of())) {
      types.add(responseType(written, rules));
    }
    boolean code = types.stream().anyMatch(type -> type.contains(ResponseType.CODE));
    boolean implicit = types.stream().anyMatch(type -> !type.equals(ResponseType.CODE_FLOW));
    if (code && !grants.contains(GrantTypes.AUTHORIZATION_CODE)) {
      throw MetadataReader.wrong("grant_types", "lacks authorization_code for its response types");
    }
    if (implicit && !grants.contains(GrantTypes.IMPLICIT)) {
      throw MetadataReader.wrong("grant_types", "lacks implicit for its response types");
    }
    // What no response type uses is not given, and what is off here cannot be.
    if (!code) {
      grants.remove(GrantTypes.AUTHORIZATION_CODE);
      grants.remove(GrantTypes.REFRESH_TOKEN);
    }
    if (!implicit) {
      grants.remove(GrantTypes.IMPLICIT);
    }
    grants.removeIf(
        grant -> !grant.equals(GrantTypes.IMPLICIT) && !rules.grantTypes().contains(grant));
    if (grants.isEmpty() || (code && !grants.contains(GrantTypes.AUTHORIZATION_CODE))) {
      throw MetadataReader.wrong("grant_types", "has none that is supported here");
    }
    reader.keep("grant_types", grants);
    reader.keep("response_types", types.stream().map(ResponseType::wire).toList());
    return new FlowMetadata(types, grants);
  }

  private static Set<ResponseType> responseType(String written, RegistrationRules rules) {
    try {
      Set<ResponseType> type = ResponseType.parse(written);
      if (rules.responseTypes().contains(type)) {
        return type;
      }
    } catch (OAuthException unknown) {
      // Said below.
    }
    throw MetadataReader.wrong("response_types", "has a value that is not supported here");
  }

  /** A browser is sent back to the client. */
  boolean redirects() {
    return !responseTypes.isEmpty();
  }

  /** Tokens come out of the authorization endpoint. */
  boolean implicit() {
    return grantTypes.contains(GrantTypes.IMPLICIT);
  }
}
