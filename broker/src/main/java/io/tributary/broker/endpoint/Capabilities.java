package io.tributary.broker.endpoint;

import java.util.List;
import java.util.Set;

/**
 * What is really on in this broker: discovery is made from it and from nothing else.
 *
 * @param responseTypes that some client may use
 * @param scopes that some client may ask for
 * @param claims that mappings and standard scopes can give
 * @param algorithms of id_tokens
 * @param authenticationMethods of clients at the token endpoint and every other direct one
 * @param assertionAlgorithms of client assertions
 * @param encryptionAlgorithms for id_tokens and userinfo, to a key of the client
 * @param encryptionMethods beside them
 * @param registration clients may register themselves
 * @param sessionManagement applications may watch the login state by a frame
 * @param loginReports applications may say what they did with a login
 * @param pairwise a client may have subjects of its own
 */
public record Capabilities(
    List<String> responseTypes,
    List<String> grantTypes,
    Set<String> scopes,
    Set<String> claims,
    List<String> algorithms,
    List<String> authenticationMethods,
    List<String> assertionAlgorithms,
    List<String> encryptionAlgorithms,
    List<String> encryptionMethods,
    boolean registration,
    boolean sessionManagement,
    boolean loginReports,
    boolean pairwise,
    Requests requests) {

  /**
   * What an authorization request may ask for.
   *
   * @param acrValues that some way to log in here meets; those of upstreams are not known
   * @param objectAlgorithms that sign request objects
   */
  public record Requests(List<String> acrValues, List<String> objectAlgorithms) {}
}
