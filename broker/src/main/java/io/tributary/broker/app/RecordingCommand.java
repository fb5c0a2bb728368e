package io.tributary.broker.app;

import io.tributary.broker.account.KeyOwner;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.recording.RecordedLogin;
import io.tributary.broker.recording.RecordingCount;
import io.tributary.broker.recording.RecordingFilter;
import io.tributary.broker.recording.RecordingText;
import io.tributary.broker.recording.Recordings;
import io.tributary.platform.launch.ConfigOption;
import io.tributary.platform.launch.Listing;
import io.tributary.platform.ops.StartupException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recording}: logins that are kept to try mappings on. */
@Command(
    name = "recording",
    mixinStandardHelpOptions = true,
    description = {
      "Logins that are kept to try mappings on (recordings: of the configuration). Who reads or",
      "deletes them is audited."
    })
final class RecordingCommand {
  private static final Duration MOST = Duration.ofMinutes(5);
  private static final int PAGE = 200;

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "How many there are of each upstream, of how many people, and what for.",
      footer = {"%nExample:", "  scripts/broker recording list"})
  void list(@Mixin ConfigOption config) {
    BrokerConfig read = config.read(BrokerConfig::read);
    List<RecordingCount> counts =
        new MappingWork(config)
            .withKeys(MOST, bench -> bench.recordings().compose(Recordings::counts));
    Listing.print(
        counts,
        one ->
            String.format(
                "%-16s %6d logins of %d people, %s to %s: %s",
                one.upstream(),
                one.logins(),
                one.people(),
                one.oldest(),
                one.newest(),
                purpose(read, one.upstream())));
  }

  private static String purpose(BrokerConfig config, String upstream) {
    return config.recordings().stream()
        .filter(entry -> entry.upstream().equals(upstream))
        .map(entry -> entry.purpose())
        .findFirst()
        .orElse("(not recorded any more; purge them or let them expire)");
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {
        "Shows what is kept of a person, newest last: one JSON object in a line for each login.",
        "Audited as recording.read. Values that begin with redacted: are pseudonyms."
      },
      footer = {"%nExample:", "  scripts/broker recording show alice@example.com"})
  void show(
      @Mixin ConfigOption config,
      @Parameters(paramLabel = "PERSON", description = "User name") String person) {
    List<String> lines =
        new MappingWork(config)
            .withKeys(
                MOST,
                bench ->
                    bench
                        .recordings()
                        .compose(
                            recordings ->
                                owner(bench, recordings, person)
                                    .compose(
                                        owner ->
                                            bench
                                                .audit(
                                                    "recording.read",
                                                    Optional.of(owner.subject()),
                                                    new JsonObject())
                                                .compose(
                                                    audited ->
                                                        logins(
                                                            bench, recordings, owner.subject())))));
    Listing.print(lines, line -> line);
  }

  private static Future<KeyOwner> owner(
      MappingWork.Bench bench, Recordings recordings, String person) {
    return recordings
        .owner(person)
        .compose(
            found ->
                found
                    .map(Future::succeededFuture)
                    .orElseGet(() -> NoAccount.of(person, bench.accounts())));
  }

  private static Future<List<String>> logins(
      MappingWork.Bench bench, Recordings recordings, String subject) {
    return more(bench, recordings, subject, 0, new ArrayList<>());
  }

  private static Future<List<String>> more(
      MappingWork.Bench bench,
      Recordings recordings,
      String subject,
      long after,
      List<String> lines) {
    return recordings
        .page(after, PAGE, RecordingFilter.ofPerson(subject))
        .compose(
            page ->
                bench
                    .vertx()
                    .executeBlocking(page.open(), false)
                    .compose(
                        logins -> {
                          for (RecordedLogin login : logins) {
                            lines.add(RecordingText.json(login).encode());
                          }
                          for (int lost = logins.size(); lost < page.size(); lost++) {
                            lines.add("{\"unreadable\":true}");
                          }
                          OptionalLong last = page.last();
                          return last.isEmpty()
                              ? Future.succeededFuture(lines)
                              : more(bench, recordings, subject, last.getAsLong(), lines);
                        }));
  }

  /** Whose. */
  static final class Whose {
    @Option(names = "--person", paramLabel = "P", description = "User name")
    private Optional<String> person = Optional.empty();

    @Option(names = "--upstream", paramLabel = "U", description = "Of everybody who came by it.")
    private Optional<String> upstream = Optional.empty();

    @Option(names = "--all", description = "Of everybody.")
    private boolean all;
  }

  @Command(
      name = "purge",
      mixinStandardHelpOptions = true,
      description = "Deletes recordings at once, also those that are not old yet. Audited.",
      footer = {
        "%nExamples:",
        "  scripts/broker recording purge --person alice@example.com",
        "  scripts/broker recording purge --upstream okta"
      })
  void purge(@Mixin ConfigOption config, @ArgGroup(multiplicity = "1") Whose whose) {
    int gone =
        new MappingWork(config)
            .withKeys(
                MOST,
                bench -> bench.recordings().compose(recordings -> purge(bench, recordings, whose)));
    if (gone == 0) {
      whose.upstream.ifPresent(name -> known(config.read(BrokerConfig::read), name));
    }
    System.out.println("Deleted " + gone + (gone == 1 ? " recording." : " recordings."));
  }

  /** Who mistypes a name must not believe that something was deleted. */
  private static void known(BrokerConfig config, String upstream) {
    if (!upstream.equals(Identity.LOCAL)
        && config.upstreams().stream().noneMatch(one -> one.name().equals(upstream))) {
      throw new StartupException(
          "There is no upstream "
              + upstream
              + " and nothing is recorded of one; recording list shows whose there are.");
    }
  }

  private static Future<Integer> purge(
      MappingWork.Bench bench, Recordings recordings, Whose whose) {
    Future<Optional<String>> subject =
        whose.person.isPresent()
            ? owner(bench, recordings, whose.person.get())
                .map(owner -> Optional.of(owner.subject()))
            : Future.succeededFuture(Optional.empty());
    return subject.compose(
        of ->
            bench
                .audit(
                    "recording.purged",
                    of,
                    new JsonObject().put("upstream", whose.upstream.orElse(null)))
                .compose(
                    audited ->
                        recordings.purge(
                            whose.all
                                ? RecordingFilter.ALL
                                : new RecordingFilter(whose.upstream, Optional.empty(), of))));
  }
}
