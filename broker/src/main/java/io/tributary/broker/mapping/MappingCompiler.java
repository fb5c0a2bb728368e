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

  /**
   * @param languages that scripts may be written in
   * @param defaults limits of each run of a mapping whose settings say nothing of them
   */
  public MappingCompiler(List<ScriptLanguage> languages, Limits defaults) {
    this.languages = List.copyOf(languages);
    this.defaults = defaults;
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
    Optional<ScriptLanguage> language = language(source.language());
    ScriptText script = new ScriptText(source.name(), Mapping.PARAMETERS, source.script());
    language.ifPresentOrElse(
        known -> check(known, script, source, problems),
        () -> problems.add(unknownLanguage(source)));
    Optional<MappingSettings> settings =
        SettingsReader.read(source.settingsFile(), source.settings(), problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new Mapping(source, settings.orElseThrow(), script, language.orElseThrow(), defaults);
  }

  private Optional<ScriptLanguage> language(String ending) {
    return languages.stream().filter(known -> known.extension().equals(ending)).findFirst();
  }

  private ConfigProblem unknownLanguage(MappingSource source) {
    String message =
        source.language().isEmpty()
            ? "there is no script beside it; add " + source.name() + "." + endings().get(0)
            : "no script of ours ends so; write " + String.join(" or ", endings());
    return new ConfigProblem(source.scriptFile(), 0, 0, "", message);
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
