package io.tributary.broker.account;

import java.util.List;

/**
 * What an upstream is believed about e-mail addresses ({@code trusts_email}).
 *
 * @param upstream name in the configuration
 * @param trustsEmailDomains domains for which it is authoritative, compared exactly: {@code
 *     example.com} covers no subdomain
 */
public record UpstreamTrust(String upstream, List<String> trustsEmailDomains) {
  /**
   * @throws IllegalArgumentException for something that is not a domain
   */
  public UpstreamTrust {
    trustsEmailDomains =
        trustsEmailDomains.stream()
            .map(
                domain ->
                    EmailAddress.asciiDomain(domain)
                        .orElseThrow(
                            () -> new IllegalArgumentException(domain + " is not a domain")))
            .toList();
  }

  boolean covers(EmailAddress address) {
    return trustsEmailDomains.contains(address.domain());
  }
}
