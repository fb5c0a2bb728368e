package io.tributary.broker.mapping;

import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptLanguage;
import io.tributary.broker.script.ScriptSyntax;
import io.tributary.broker.script.ScriptText;
import io.tributary.platform.config.ConfigException;
import io.tributary.platform.config.ConfigProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From the texts of a mapping to what runs. Thread-safe. */
public final class MappingCompiler {
  private final List<ScriptLanguage> languages;
  private final Limits defaults;
  private final RulePatterns patterns;

  /**
   * @param languages that scripts may be written in
   * @param defaults limits of each run of a mapping whose settings say nothing of them
   */
  public MappingCompiler(List<ScriptLanguage> languages, Limits defaults) {
    this.languages = List.copyOf(languages);
    this.defaults = defaults;
    this.patterns = new RulePatterns(this.languages);
  }

  RulePatterns patterns() {
    return patterns;
  }

  /** The endings of scripts' files. */
  public List<String> endings() {
    return languages.stream().map(ScriptLanguage::extension).toList();
  }

  /**
   * Checks and compiles.
   *
   * @throws ConfigException with every problem of script and settings, each with its place; files
   *     are named as {@link MappingSource#scriptFile()} and {@link MappingSource#settingsFile()}
   */
  public Mapping compile(MappingSource source) {
    List<ConfigProblem> problems = new ArrayList<>();
    SourceRules.check(source, problems);
    Optional<MappingSettings> settings =
        problems.isEmpty()
            ? SettingsReader.read(source.settingsFile(), source.settings(), patterns, problems)
            : Optional.empty();
    boolean ruled = settings.filter(MappingSettings::hasRules).isPresent();
    String ending = ruled ? RuleScript.LANGUAGE : source.language();
    String body = ruled ? RuleScript.of(settings.get().rules()) : source.script();
    Optional<ScriptLanguage> language = language(ending);
    ScriptText script =
        new ScriptText(
            source.name(), ruled ? ScriptParameters.RULES : ScriptParameters.of(ending), body);
    checkWhatRuns(source, settings, language, script, problems);
    TestsReader.read(source, settings.map(MappingSettings::scopes).orElse(List.of()), problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    MappingSettings read = settings.orElseThrow();
    return new Mapping(source, read, script, language.orElseThrow(), read.limits().over(defaults));
  }

  private void checkWhatRuns(
      MappingSource source,
      Optional<MappingSettings> settings,
      Optional<ScriptLanguage> language,
      ScriptText script,
      List<ConfigProblem> problems) {
    boolean ruled = settings.filter(MappingSettings::hasRules).isPresent();
    if (ruled && !source.language().isEmpty()) {
      problems.add(
          problem(source.settingsFile(), "rules", "there is a script too; keep one of them"));
    } else if (language.isEmpty()) {
      unknownLanguage(source, settings).ifPresent(problems::add);
    } else if (script.body().length() <= SourceRules.LONGEST) {
      check(language.get(), script, source, problems);
    } else if (ruled) {
      problems.add(
          problem(
              source.settingsFile(),
              "rules",
              "are too many: they become a script of more than "
                  + SourceRules.LONGEST
                  + " characters; make two mappings of them"));
    }
    settings
        .flatMap(MappingSettings::language)
        .filter(named -> !named.equals(source.language()))
        .ifPresent(
            named ->
                problems.add(
                    problem(
                        source.settingsFile(),
                        "language",
                        "there is no " + source.name() + "." + named)));
  }

  private Optional<ScriptLanguage> language(String ending) {
    return languages.stream().filter(known -> known.extension().equals(ending)).findFirst();
  }

  /** Nothing when the settings are wrong: they may have had rules. */
  private Optional<ConfigProblem> unknownLanguage(
      MappingSource source, Optional<MappingSettings> settings) {
    if (!source.language().isEmpty()) {
      return Optional.of(
          problem(
              source.scriptFile(),
              "",
              "no script of ours ends so; write " + String.join(" or ", endings())));
    }
    return settings.map(
        none ->
            problem(
                source.settingsFile(),
                "",
                "there is no script beside it; add "
                    + source.name()
                    + "."
                    + endings().get(0)
                    + ", or write rules"));
  }

  private static ConfigProblem problem(String file, String path, String message) {
    return new ConfigProblem(file, 0, 0, path, message);
  }

  private static void check(
      ScriptLanguage language,
      ScriptText script,
      MappingSource source,
      List<ConfigProblem> problems) {
    try {
      language.check(script);
    } catch (ScriptSyntax wrong) {
      problems.add(
          new ConfigProblem(
              source.scriptFile(), wrong.line(), wrong.column(), "", wrong.getMessage()));
    }
  }
}
