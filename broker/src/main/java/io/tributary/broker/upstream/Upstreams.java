package io.tributary.broker.upstream;

import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.platform.outbound.OutboundClient;
import io.tributary.platform.relyingparty.RelyingParty;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configured upstreams, in the order of the configuration. */
public final class Upstreams {
  private final Map<String, Upstream> byName = new LinkedHashMap<>();

  public Upstreams(
      Vertx vertx,
      List<UpstreamConfig> configs,
      OutboundClient outbound,
      MeterRegistry registry,
      Clock clock) {
    for (UpstreamConfig config : configs) {
      UpstreamHealth health = new UpstreamHealth(config.name(), registry);
      RelyingParty relyingParty =
          RelyingParty.create(vertx, config.provider(), outbound, health, clock);
      byName.put(config.name(), new Upstream(config, relyingParty, health));
    }
  }

  public Optional<Upstream> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public Collection<Upstream> all() {
    return byName.values();
  }
}
