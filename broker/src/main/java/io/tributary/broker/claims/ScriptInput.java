package io.tributary.broker.claims;

import io.tributary.broker.identity.Identity;
import io.tributary.platform.protocol.Scopes;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a script sees: {@code claims}, {@code request.user}, {@code request.upstream}, {@code
 * client}, {@code scopes}. All of it is read-only there.
 *
 * @param identity {@code claims} is everything the provider said: an absent claim is not defined,
 *     an empty one is {@code null} ({@code []} for {@code groups} and {@code roles}), and reading
 *     one that could not be fetched fails the mapping
 */
public record ScriptInput(Identity identity, ClientView client, Scopes scopes) {
  /** {@code request.user}: the person in our vocabulary, whichever provider spoke. */
  Map<String, Object> user() {
    Map<String, Object> user = new LinkedHashMap<>();
    user.put("sub", identity.sub());
    identity.preferredUsername().ifPresent(value -> user.put("preferred_username", value));
    identity.email().ifPresent(value -> user.put("email", value));
    user.put("email_verified", identity.emailVerified());
    identity.name().ifPresent(value -> user.put("name", value));
    user.put("groups", identity.groups());
    return user;
  }
}
