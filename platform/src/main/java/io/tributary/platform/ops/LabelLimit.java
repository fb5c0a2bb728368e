package io.tributary.platform.ops;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A ceiling under the rule that label values come from the configuration only: past a number of
 * values of one label a new one counts as {@code other}, and past a number of series of one meter a
 * new one is not kept. A mistake then costs a blunt graph, not the memory of two servers.
 */
final class LabelLimit implements MeterFilter {
  static final String OTHER = "other";

  private final int maxValues;
  private final int maxSeries;
  private final Map<String, Set<String>> values = new ConcurrentHashMap<>();
  private final Map<String, Set<Meter.Id>> series = new ConcurrentHashMap<>();

  LabelLimit(int maxValues, int maxSeries) {
    this.maxValues = maxValues;
    this.maxSeries = maxSeries;
  }

  @Override
  public Meter.Id map(Meter.Id id) {
    List<Tag> tags = new ArrayList<>();
    for (Tag tag : id.getTagsAsIterable()) {
      Set<String> known = known(values, id.getName() + ' ' + tag.getKey());
      tags.add(admit(known, tag.getValue(), maxValues) ? tag : Tag.of(tag.getKey(), OTHER));
    }
    return id.replaceTags(tags);
  }

  @Override
  public MeterFilterReply accept(Meter.Id id) {
    return admit(known(series, id.getName()), id, maxSeries)
        ? MeterFilterReply.NEUTRAL
        : MeterFilterReply.DENY;
  }

  private static <T> Set<T> known(Map<String, Set<T>> all, String name) {
    return all.computeIfAbsent(name, unused -> ConcurrentHashMap.newKeySet());
  }

  private static <T> boolean admit(Set<T> known, T value, int most) {
    return known.contains(value) || (known.size() < most && known.add(value));
  }
}
