package io.tributary.broker.app;

import io.tributary.broker.account.UpstreamTrust;
import io.tributary.broker.admin.Permission;
import io.tributary.broker.client.Client;
import io.tributary.broker.client.ClientConfig;
import io.tributary.broker.client.ConsoleClient;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.recording.RecordingConfig;
import io.tributary.broker.upstream.UpstreamConfig;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.Issuers;
import io.tributary.broker.web.Layout;
import io.tributary.platform.config.ConfigReader;
import io.tributary.platform.protocol.Loopback;
import io.tributary.platform.protocol.ResponseType;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the sections whose settings must fit others, in the order in which they depend on each
 * other, so that each problem is reported at its own line.
 */
final class ConfigRules {
  private final URI publicUrl;
  private final boolean loopback;
  private final Set<String> privilegedRoles;
  private final Set<Set<ResponseType>> responseTypes;
  private final Set<String> issuers = new HashSet<>(Set.of(Issuer.ROOT));
  private final Set<String> ways = new HashSet<>(Set.of(Identity.LOCAL));
  private final Set<String> clients = new HashSet<>();
  private final Set<String> recorded = new HashSet<>();

  ConfigRules(URI publicUrl, Set<String> privilegedRoles, Set<Set<ResponseType>> responseTypes) {
    this.responseTypes = responseTypes;
    this.publicUrl = publicUrl;
    this.loopback = Loopback.names(publicUrl);
    this.privilegedRoles = privilegedRoles;
  }

  /** The native issuer and those of {@code issuers:}. */
  Issuers issuers(ConfigReader root) {
    List<Optional<Issuer>> further = root.sections("issuers", this::issuer);
    List<Issuer> all = new ArrayList<>();
    all.add(Issuer.of(publicUrl, Layout.NATIVE, ""));
    further.forEach(issuer -> issuer.ifPresent(all::add));
    return new Issuers(all);
  }

  private Optional<Issuer> issuer(ConfigReader section) {
    IssuerConfig read = IssuerConfig.read(section);
    if (read.layout() == null || !read.layout().allowsName(read.name())) {
      return Optional.empty();
    }
    if (!issuers.add(read.name())) {
      section.problem("name", "another issuer is named so; names must differ (root is taken)");
    }
    return Optional.of(Issuer.of(publicUrl, read.layout(), read.name()));
  }

  UpstreamConfig upstream(ConfigReader section) {
    UpstreamConfig read = UpstreamConfig.read(section);
    boolean named = section.text("name").optional().isPresent();
    if (named && !ways.add(read.name()) && !read.name().equals(Identity.LOCAL)) {
      section.problem("name", "another upstream is named so; names must differ");
    }
    plainHttp(section, "issuer", read.issuer());
    domains(section, read);
    for (String name : read.mayGrant()) {
      if (!privilegedRoles.contains(name)) {
        section.problem(
            "may_grant",
            "'" + name + "' is not in privileged_roles: add it there or remove it here");
      }
    }
    return read;
  }

  private static void domains(ConfigReader section, UpstreamConfig read) {
    try {
      new UpstreamTrust(read.name(), read.trustsEmail());
    } catch (IllegalArgumentException notADomain) {
      section.problem("trusts_email", "write domains, such as example.com");
    }
  }

  /** After the issuers and upstreams that it may name. */
  Client client(ConfigReader section) {
    Client read = ClientConfig.read(section);
    if (!clients.add(read.id())) {
      section.problem("id", "another client has this id; ids must differ");
    }
    known(section, "issuers", read.issuers(), issuers);
    ofTheApi(section, read);
    known(section, "upstreams", read.requests().upstreams(), ways);
    offered(section, read.requests().responseTypes());
    plainHttp(section, "redirect_uris", read.redirectUris());
    read.authentication().keys().jwksUri().ifPresent(uri -> plainHttp(section, "jwks_uri", uri));
    plainHttp(section, "request_uris", read.requests().requestObjects().uris());
    plainHttp(section, "post_logout_redirect_uris", read.logout().postLogoutRedirectUris());
    read.logout()
        .backchannel()
        .ifPresent(to -> plainHttp(section, "backchannel_logout_uri", Set.of(to.uri())));
    read.logout()
        .frontchannel()
        .ifPresent(to -> plainHttp(section, "frontchannel_logout_uri", Set.of(to.uri())));
    return read;
  }

  /** Scopes of the API are asked for together with its address, or never mean anything. */
  private void ofTheApi(ConfigReader section, Client read) {
    for (String scope : read.requests().scopes()) {
      if (!scope.startsWith(ConsoleClient.API_SCOPES)) {
        continue;
      }
      if (Permission.ofScope(scope).isEmpty()) {
        section.problem("scopes", "'" + scope + "' is none of the API's");
      } else if (!read.requests().resources().contains(AdminWiring.api(publicUrl))) {
        section.problem(
            "scopes", "'" + scope + "' needs resources: [\"" + AdminWiring.api(publicUrl) + "\"]");
      }
    }
  }

  /** After the upstreams that they name. */
  RecordingConfig recording(ConfigReader section) {
    RecordingConfig read = RecordingConfig.read(section);
    known(section, "upstream", Set.of(read.upstream()), ways);
    if (!recorded.add(read.upstream())) {
      section.problem("upstream", "another entry is of this upstream; write one for each");
    }
    return read;
  }

  private void offered(ConfigReader section, Set<Set<ResponseType>> wanted) {
    for (Set<ResponseType> types : wanted) {
      if (!responseTypes.contains(types)) {
        section.problem(
            "response_types",
            "'"
                + ResponseType.wire(types)
                + "' is off here: add it to response_types at the top, or remove it here");
      }
    }
  }

  private static void known(
      ConfigReader section, String key, Collection<String> names, Set<String> known) {
    for (String name : names) {
      if (!known.contains(name)) {
        section.problem(
            key,
            "'"
                + name
                + "' is not configured; there "
                + (known.size() == 1 ? "is " : "are ")
                + String.join(", ", known.stream().sorted().toList()));
      }
    }
  }

  private void plainHttp(ConfigReader section, String key, Collection<String> written) {
    for (String uri : written) {
      try {
        plainHttp(section, key, URI.create(uri));
      } catch (IllegalArgumentException reportedAlready) {
        // Its own section said that it is no URI.
      }
    }
  }

  /** Codes and tokens travel there: in the clear only from this machine to itself. */
  private void plainHttp(ConfigReader section, String key, URI uri) {
    if ("http".equals(uri.getScheme()) && !(loopback && Loopback.names(uri))) {
      section.problem(
          key,
          "'" + uri + "' is http: accepted for localhost only, and only while public_url is there");
    }
  }
}
