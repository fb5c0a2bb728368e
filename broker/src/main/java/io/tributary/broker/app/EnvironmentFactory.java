package io.tributary.broker.app;

import java.util.Map;
import picocli.CommandLine;

/** Gives the process's variables to the commands that need them. */
final class EnvironmentFactory implements CommandLine.IFactory {
  private final Map<String, String> environment;

  EnvironmentFactory(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    try {
      return type.getDeclaredConstructor(Map.class).newInstance(environment);
    } catch (NoSuchMethodException needsNone) {
      return CommandLine.defaultFactory().create(type);
    }
  }
}
