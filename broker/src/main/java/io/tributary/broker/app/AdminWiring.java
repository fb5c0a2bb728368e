package io.tributary.broker.app;

import io.tributary.broker.admin.Api;
import io.tributary.broker.admin.ApiDoor;
import io.tributary.broker.admin.ApiOperation;
import io.tributary.broker.admin.CanaryApi;
import io.tributary.broker.admin.CanaryDesk;
import io.tributary.broker.admin.ConsolePaths;
import io.tributary.broker.admin.DiffApi;
import io.tributary.broker.admin.DraftApi;
import io.tributary.broker.admin.DraftTests;
import io.tributary.broker.admin.MappingApi;
import io.tributary.broker.admin.MappingDesk;
import io.tributary.broker.admin.PublicationApi;
import io.tributary.broker.admin.RecordingApi;
import io.tributary.broker.admin.RecordingReading;
import io.tributary.broker.admin.TraceApi;
import io.tributary.broker.client.Client;
import io.tributary.broker.client.ConsoleClient;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.recording.Recordings;
import io.tributary.broker.token.IssuerTokens;
import io.tributary.broker.token.TokensByIssuer;
import io.tributary.broker.trace.Traces;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.EndpointPath;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.PublicUrl;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The API, and what it shares with the console, where somebody administers. */
final class AdminWiring {
  private AdminWiring() {}

  /** Those of the configuration, and the console's own where there is one. */
  static List<Client> clients(BrokerConfig config) {
    List<Client> clients = new ArrayList<>(config.clients());
    if (config.administration().isOn()) {
      clients.add(ConsoleClient.of(consoleName(config), paths(config).redirectUri(), Issuer.ROOT));
    }
    return clients;
  }

  /** What the pages of a sign-in call it. */
  static String consoleName(BrokerConfig config) {
    return config.look().productName() + " console";
  }

  /** As whoever may read them does. */
  static Traces traces(
      Vertx vertx, BrokerConfig config, Storage storage, SealingKeys sealing, Clock clock) {
    return new Traces(
        vertx,
        storage.traces(),
        storage.accountKeys(),
        sealing.atRest(config.publicUrl().toString(), Storage.TRACE_SEAL),
        clock);
  }

  static Api api(
      Vertx vertx,
      BrokerConfig config,
      Storage storage,
      TokensByIssuer tokens,
      MappingDesk desk,
      Traces traces,
      Delivery delivery,
      Clock clock) {
    IssuerTokens root = tokens.of(config.issuers().find(Issuer.ROOT).orElseThrow());
    String address = api(config.publicUrl());
    List<ApiOperation> operations = new ArrayList<>(new MappingApi(desk.mappings()).operations());
    operations.addAll(
        new DraftApi(desk, new DraftTests(desk, storage.audit(), clock)).operations());
    operations.addAll(new DiffApi(desk.diff()).operations());
    operations.addAll(
        new CanaryApi(new CanaryDesk(desk.canaries(), storage.auditBefore(), clock)).operations());
    operations.addAll(new PublicationApi(desk).operations());
    operations.addAll(new RecordingApi(reading(vertx, storage, clock)).operations());
    operations.addAll(new TraceApi(traces, storage.accounts()).operations());
    return new Api(
        new ApiDoor(
            root.check(),
            storage.clients(),
            storage.accounts(),
            storage.revoked(),
            config.administration(),
            address),
        address,
        PublicUrl.basePath(config.publicUrl()) + "api/v1",
        root.issuer().url(EndpointPath.TOKEN),
        operations,
        delivery,
        clock);
  }

  static RecordingReading reading(Vertx vertx, Storage storage, Clock clock) {
    return new RecordingReading(
        vertx,
        new Recordings(storage.recordings(), storage.accountKeys(), clock),
        storage.auditBefore(),
        clock);
  }

  /** Address of the API: what access tokens for it are for. */
  static String api(URI publicUrl) {
    return PublicUrl.origin(publicUrl) + PublicUrl.basePath(publicUrl) + "api/v1";
  }

  static ConsolePaths paths(BrokerConfig config) {
    return new ConsolePaths(
        PublicUrl.origin(config.publicUrl()), PublicUrl.basePath(config.publicUrl()));
  }
}
