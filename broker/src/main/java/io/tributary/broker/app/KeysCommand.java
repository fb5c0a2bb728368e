package io.tributary.broker.app;

import io.tributary.broker.keys.KeyChange;
import io.tributary.broker.keys.SigningAlgorithm;
import io.tributary.broker.keys.SigningKey;
import io.tributary.broker.keys.SigningKeyRepository.Stored;
import io.tributary.platform.launch.ConfigOption;
import io.tributary.platform.ops.StartupException;
import java.io.Console;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keys}: the keys that sign tokens. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = {
      "The keys that sign tokens: what there is, the next one before its time, and emergencies.",
      "Needs the database, and all but list the master key: run it where the broker runs."
    })
final class KeysCommand {
  @Spec private CommandSpec spec;

  /** Which keys; all when nothing is said. */
  static final class Which {
    @Option(names = "--issuer", paramLabel = "NAME", description = "Only of this issuer, or root.")
    private Optional<String> issuer = Optional.empty();

    @Option(names = "--algorithm", paramLabel = "A", description = "Only RS256, ES256, …")
    private Optional<String> algorithm = Optional.empty();

    boolean isSaid() {
      return issuer.isPresent() || algorithm.isPresent();
    }

    Optional<SigningAlgorithm> signing() {
      return algorithm.map(
          written ->
              Stream.of(SigningAlgorithm.values())
                  .filter(known -> known.name().equals(written.toUpperCase(Locale.ROOT)))
                  .findFirst()
                  .orElseThrow(
                      () ->
                          new StartupException(
                              "There is no algorithm "
                                  + written
                                  + "; there are "
                                  + String.join(", ", SigningAlgorithm.names())
                                  + ".")));
    }

    Optional<String> identifier(KeyWork work) {
      return issuer.map(work::identifier);
    }

    boolean holds(KeyWork work, Stored key) {
      return identifier(work).map(key.issuer()::equals).orElse(true)
          && signing().map(one -> one.wire().equals(key.algorithm())).orElse(true);
    }
  }

  /** Consent of a person, or of a script. */
  static final class Consent {
    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    /** May wait for a person. */
    // A JDK 22 or newer has a console without a terminal too; reading from it is what one wants
    // there.
    @SuppressWarnings("SystemConsoleNull")
    void require(String what) {
      if (yes) {
        return;
      }
      Console console = System.console();
      if (console == null) {
        throw new StartupException(what + " Add --yes: there is no terminal to ask on.");
      }
      if (!"yes".equals(console.readLine("%s%nType yes: ", what))) {
        throw new StartupException("Nothing was changed.");
      }
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the keys, what they do and what comes next. Times are UTC.")
  void list(@Mixin ConfigOption config, @Mixin Which which) {
    KeyWork work = new KeyWork(config);
    List<Stored> shown = work.list().stream().filter(key -> which.holds(work, key)).toList();
    for (Stored key : shown) {
      System.out.printf(
          "%-12s %-6s %-8s %s  %s%n",
          work.name(key.issuer()),
          key.algorithm(),
          key.state().wire(),
          key.kid(),
          work.prospect(key));
    }
  }

  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      description = {
        "Publishes the next key of each algorithm now; it signs after keys.publish_before.",
        "With --now it signs at once: clients refuse its tokens until they read the key set again."
      })
  void rotate(
      @Mixin ConfigOption config,
      @Mixin Which which,
      @Option(names = "--now", description = "Sign with it at once.") boolean now,
      @Mixin Consent consent) {
    KeyWork work = new KeyWork(config);
    Optional<String> issuer = which.identifier(work);
    Optional<SigningAlgorithm> algorithm = which.signing();
    algorithm.ifPresent(work::requireConfigured);
    if (now) {
      consent.require(
          "New keys will sign at once: clients that keep the key set refuse tokens until they read"
              + " it again (5 minutes, some longer).");
    }
    tell(work, work.rotate(issuer, algorithm, now));
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = {
        "Emergency: takes keys away at once. They leave the key set, every token that they signed",
        "is refused, and a new key signs in place of an active one; a next key goes with it.",
        "Running brokers know within 5 seconds. Sessions and refresh tokens go on."
      })
  void revoke(
      @Mixin ConfigOption config,
      @Parameters(paramLabel = "KID", arity = "0..*", description = "Keys, as list shows them.")
          Set<String> kids,
      @Option(
              names = "--all",
              description = "All keys of --issuer and --algorithm; of all when neither is said.")
          boolean all,
      @Mixin Which which,
      @Mixin Consent consent) {
    Set<String> named = kids == null ? Set.of() : kids;
    if (all != named.isEmpty() || (!all && which.isSaid())) {
      throw new ParameterException(
          spec.commandLine().getSubcommands().get("revoke"),
          "Name the keys, or write --all with or without --issuer and --algorithm.");
    }
    KeyWork work = new KeyWork(config);
    List<Stored> there = work.list();
    List<Stored> lost =
        there.stream()
            .filter(key -> all ? which.holds(work, key) : named.contains(key.kid()))
            .filter(key -> key.state() != SigningKey.State.REVOKED)
            .toList();
    requireAll(named, there, lost);
    consent.require(
        "Every token signed by "
            + lost.stream().map(Stored::kid).collect(Collectors.joining(", "))
            + " will be refused from now on.");
    tell(work, work.revoke(lost));
  }

  /** One that was mistyped must not be found out after the others are gone. */
  private static void requireAll(Set<String> named, List<Stored> there, List<Stored> lost) {
    Set<String> wrong = new TreeSet<>(named);
    lost.forEach(key -> wrong.remove(key.kid()));
    for (String kid : wrong) {
      throw new StartupException(
          there.stream().anyMatch(key -> key.kid().equals(kid))
              ? "The key " + kid + " was revoked already; nothing was changed."
              : "There is no key " + kid + "; nothing was changed. keys list shows them.");
    }
    if (lost.isEmpty()) {
      throw new StartupException("There is no such key; nothing was changed.");
    }
  }

  private static void tell(KeyWork work, List<KeyChange> changes) {
    if (changes.isEmpty()) {
      System.out.println("Nothing to do: the next keys are published already; see keys list.");
    }
    for (KeyChange change : changes) {
      System.out.printf(
          "%-14s %-12s %-6s %s%n",
          change.event(), work.name(change.issuer()), change.algorithm(), change.kid());
    }
  }
}
