package io.tributary.broker.app;

import io.tributary.broker.account.LocalAccountConfig;
import io.tributary.broker.admin.AdministrationConfig;
import io.tributary.broker.audit.AuditConfig;
import io.tributary.broker.claims.MappingBudget;
import io.tributary.broker.client.Client;
import io.tributary.broker.recording.RecordingConfig;
import io.tributary.broker.registration.RegistrationConfig;
import io.tributary.broker.session.SessionLifetimes;
import io.tributary.broker.trace.ReportConfig;
import io.tributary.broker.upstream.UpstreamConfig;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.Issuers;
import io.tributary.broker.web.PageLook;
import io.tributary.platform.config.ConfigReader;
import io.tributary.platform.db.DatabaseConfig;
import io.tributary.platform.db.EmbeddedServers;
import io.tributary.platform.http.WebServerConfig;
import io.tributary.platform.ops.ManagementConfig;
import io.tributary.platform.outbound.TrustStore;
import io.tributary.platform.protocol.Loopback;
import io.tributary.platform.protocol.ResponseType;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The whole configuration of one broker; every setting is described in {@code
 * broker/docs/configuration.md}.
 *
 * @param name in the log, where several brokers run in one process
 * @param data folder of the master key
 * @param recordings upstreams whose logins are kept to try mappings on
 * @param applicationReports whether applications may say what they did with logins
 * @param administration who may use console and API
 * @param privilegedRoles in the written order: the first must always be somebody's
 * @param eventLoops that serve requests
 * @param responseTypes that a client may be set up or register for
 * @param sessionManagement applications may watch the login state by a frame; needs https
 * @param trust authorities for outgoing calls, beside the JVM's
 * @param passwordAcrValues what a login by password is called to clients, the usual name first
 */
public record BrokerConfig(
    String name,
    URI publicUrl,
    WebServerConfig listen,
    ManagementConfig management,
    DatabaseConfig database,
    Path data,
    int eventLoops,
    PageLook look,
    Issuers issuers,
    List<UpstreamConfig> upstreams,
    List<Client> clients,
    Optional<Path> mappings,
    MappingBudget mappingBudget,
    List<RecordingConfig> recordings,
    ReportConfig applicationReports,
    AuditConfig audit,
    Set<String> privilegedRoles,
    AdministrationConfig administration,
    LocalAccountConfig accounts,
    RegistrationConfig registration,
    Set<Set<ResponseType>> responseTypes,
    List<String> passwordAcrValues,
    SessionLifetimes sessions,
    boolean sessionManagement,
    SigningConfig signing,
    Optional<TrustStore> trust,
    OutboundSettings outbound) {

  private static final int MOST_LOOPS = 64;

  /** SAML 2.0 Authentication Context §3.4.9: the name for a password over TLS that others know. */
  private static final List<String> PASSWORD_ACR_VALUES =
      List.of("urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport");

  private static final int MANAGEMENT_PORT = 9080;

  public static BrokerConfig read(ConfigReader root) {
    URI publicUrl = publicUrl(root);
    boolean loopback = Loopback.names(publicUrl);
    boolean https = "https".equals(publicUrl.getScheme());
    DatabaseConfig database = root.section("database", DatabaseConfig::read);
    Set<String> privilegedRoles =
        Collections.unmodifiableSet(
            new LinkedHashSet<>(root.texts("privileged_roles").or(List.of())));
    Set<Set<ResponseType>> responseTypes = ResponseTypeConfig.read(root);
    ConfigRules rules = new ConfigRules(publicUrl, privilegedRoles, responseTypes);
    Issuers issuers = rules.issuers(root);
    List<UpstreamConfig> upstreams = root.sections("upstreams", rules::upstream);
    List<Client> clients = root.sections("clients", rules::client);
    BrokerConfig config =
        new BrokerConfig(
            root.text("name").or("broker"),
            publicUrl,
            root.section("listen", section -> WebServerConfig.read(section, 8080))
                .withHttps(https, root),
            root.section("management", section -> ManagementConfig.read(section, MANAGEMENT_PORT)),
            database,
            root.path("data")
                .optional()
                .or(database::embedded)
                .or(database::attach)
                .orElse(Path.of("data")),
            root.integer("event_loops", 1, MOST_LOOPS)
                .or(Math.min(MOST_LOOPS, Runtime.getRuntime().availableProcessors())),
            root.section("look", PageLook::read),
            issuers,
            upstreams,
            clients,
            root.path("mappings").optional(),
            root.section("mapping_limits", MappingBudget::read),
            root.sections("recordings", rules::recording),
            root.section("application_reports", ReportConfig::read),
            root.section("audit", AuditConfig::read),
            privilegedRoles,
            root.section(
                "administration", section -> AdministrationConfig.read(section, privilegedRoles)),
            LocalAccountConfig.read(root, loopback),
            root.section("registration", RegistrationConfig::read),
            responseTypes,
            acrValues(root),
            root.section("sessions", SessionLifetimes::read),
            root.flag("session_management").or(false),
            SigningConfig.read(root, clients),
            trust(root),
            root.section("outbound", OutboundSettings::read));
    if (config.upstreams().isEmpty() && !config.accounts().localLogin()) {
      root.problem("upstreams", "there is no way to log in: add an upstream or local_login: true");
    }
    return config;
  }

  /**
   * Whether it is on: a cookie for frames of other sites must be {@code Secure}, so never on http.
   */
  boolean watchable() {
    return sessionManagement && "https".equals(publicUrl.getScheme());
  }

  private static Optional<TrustStore> trust(ConfigReader root) {
    try {
      return root.path("trust_store").optional().map(TrustStore::read);
    } catch (IllegalArgumentException unusable) {
      root.problem("trust_store", unusable.getMessage());
      return Optional.empty();
    }
  }

  private static List<String> acrValues(ConfigReader root) {
    List<String> values = root.texts("password_acr_values").or(PASSWORD_ACR_VALUES);
    // OpenID Connect Core §3.1.2.1: a list of them is separated by blanks.
    if (values.stream().anyMatch(value -> !value.matches("[\\x21-\\x7e]{1,256}"))) {
      root.problem("password_acr_values", "write names without blanks, such as a URI");
    }
    return values;
  }

  private static URI publicUrl(ConfigReader root) {
    URI url = root.url("public_url").required();
    if ("http".equals(url.getScheme()) && !Loopback.names(url)) {
      root.problem("public_url", "http is for localhost only; write https://…");
    }
    if (url.getRawQuery() != null) {
      root.problem("public_url", "remove the query: an issuer has none (OpenID Connect Core §2)");
    }
    return url;
  }

  /** Where the master key is: beside an embedded database, which may be elsewhere than it says. */
  Path dataFolder(EmbeddedServers servers) {
    return database.embedded().equals(Optional.of(data)) ? servers.folder(data) : data;
  }

  /** Clients that are set up for each issuer by name. */
  List<Client> clientsOf(Issuer issuer) {
    return clients.stream().filter(client -> client.issuers().contains(issuer.name())).toList();
  }
}
