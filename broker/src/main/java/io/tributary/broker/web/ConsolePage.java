package io.tributary.broker.web;

import java.util.List;
import java.util.Optional;

/** Pages of the console, which only administrators see. They work without scripts. */
public sealed interface ConsolePage extends Page.Console {

  /**
   * What stands at the top of each.
   *
   * @param account who is signed in
   * @param places that this person may go to
   */
  record Menu(String account, List<Page.Way> places, Page.Form signOut) {}

  /**
   * All mappings.
   *
   * @param add address where another is drafted
   */
  record MappingList(Menu menu, List<MappingLine> lines, String add) implements ConsolePage {}

  /**
   * @param live version, or words for none
   * @param told who made it so, when and why
   * @param draft what it shall become, in words
   */
  record MappingLine(
      String name, String address, String live, Optional<String> told, Optional<String> draft) {}

  /**
   * What became of the last thing that was done; shown once.
   *
   * @param bad it was not done
   */
  record Told(boolean bad, List<String> sentences) {}

  /**
   * One mapping: what is live, what it shall become, what it was.
   *
   * @param live empty: it is not live
   * @param draft what it shall become
   * @param edit address of the form for a draft
   * @param rollBack where something was live before
   * @param remove makes a draft that takes it out, with field {@code message}
   */
  record MappingView(
      Menu menu,
      String name,
      Optional<Told> told,
      Optional<Texts> live,
      Optional<DraftView> draft,
      String edit,
      List<Past> history,
      Optional<Change> rollBack,
      Optional<Page.Form> remove)
      implements ConsolePage {}

  /**
   * A draft, and what can be done with it.
   *
   * @param canary address
   */
  record DraftView(
      Texts texts,
      List<Finding> findings,
      Page.Form tests,
      Page.Form diff,
      String canary,
      Change publish,
      Page.Form delete) {}

  /**
   * Something that is wrong with a text, or probably not meant.
   *
   * @param place file, line and column as far as they are known
   * @param line of the text that it is about
   * @param wrong the text cannot be used so
   */
  record Finding(String place, Optional<String> line, String message, boolean wrong) {}

  /**
   * Where a draft is written. Fields: name, language, script, settings, tests, message, and one to
   * say that the draft of somebody else goes; what was typed stands in them.
   *
   * @param known the mapping's name cannot be changed any more
   * @param language ending of the script
   * @param base version that is live, or {@code none}
   * @param seen version of the draft that is there, or {@code none}
   * @param replaces somebody else has made a draft: it has to be confirmed
   */
  record DraftForm(
      Menu menu,
      Page.Form form,
      Optional<Told> told,
      String name,
      boolean known,
      String language,
      List<TypedText> texts,
      String message,
      List<Finding> findings,
      String base,
      String seen,
      boolean replaces,
      String back)
      implements ConsolePage {}

  /**
   * @param field its name in the form
   * @param rows of the field
   */
  record TypedText(String field, String label, String text, int rows, List<Finding> findings) {}

  /** What the tests of a draft say. */
  record TestResults(
      Menu menu, String name, String version, String summary, List<TestLine> lines, String back)
      implements ConsolePage {}

  /** One test; lines say what was expected, and what the script logged. */
  record TestLine(String name, boolean passed, String took, List<String> said) {}

  /**
   * A draft that runs beside what is live, for some.
   *
   * @param facts empty: none runs
   * @param start fields {@code share}, {@code users} and {@code length}; where there is a draft
   * @param stop where one runs
   */
  record CanaryView(
      Menu menu,
      String name,
      Optional<Told> told,
      List<String> facts,
      List<CanaryLine> differences,
      Optional<Page.Form> start,
      Optional<Page.Form> stop,
      String back)
      implements ConsolePage {}

  /**
   * A login that would have gone otherwise.
   *
   * @param trace address, for who may read traces
   */
  record CanaryLine(String when, String who, Optional<String> trace, List<String> changes) {}

  /**
   * Recorded logins.
   *
   * @param next address of more
   */
  record RecordingList(
      Menu menu, List<String> sentences, List<RecordedLine> lines, Optional<String> next)
      implements ConsolePage {}

  /** What one login brought: everything in it is foreign text. */
  record RecordedLine(String head, List<String> facts, List<String> claims) {}

  /**
   * Texts of one version.
   *
   * @param notes what is known of it, one sentence each
   */
  record Texts(String version, List<String> notes, List<SourceText> files) {}

  /** A file by its lines. */
  record SourceText(String file, List<String> lines) {}

  /** An entry of the history. */
  record Past(String version, Optional<String> address, String told) {}

  /**
   * A button that changes what is live.
   *
   * @param expected version that was looked at: any other is left alone
   * @param sentence what will happen
   * @param loss asks whether people may lose a privileged role by it
   */
  record Change(Page.Form form, String expected, String sentence, boolean loss) {}

  /** One version of the past. */
  record OldVersion(Menu menu, String name, String back, Texts texts) implements ConsolePage {}

  /** Why something cannot be shown. */
  record Outcome(Menu menu, String title, List<String> sentences, Page.Way back)
      implements ConsolePage {}

  /**
   * Where a login is looked for.
   *
   * @param newest address of the newest logins
   * @param find field {@code id}
   * @param why fields {@code person}, {@code value} and {@code client}
   * @param said of the last try
   */
  record FindTrace(Menu menu, String newest, Page.Form find, Page.Form why, Optional<String> said)
      implements ConsolePage {}

  /**
   * The newest logins.
   *
   * @param next address of earlier ones
   * @param back where one of them is looked for
   */
  record LoginList(
      Menu menu, List<String> sentences, List<LoginLine> lines, Optional<String> next, String back)
      implements ConsolePage {}

  /**
   * How one login ended.
   *
   * @param trace address of what it found out
   */
  record LoginLine(
      String when,
      boolean bad,
      String outcome,
      String account,
      String client,
      String upstream,
      String trace) {}

  /** What one login found out: everything in it is foreign text. */
  record FoundTrace(Menu menu, Page.TracePage trace, String back) implements ConsolePage {}

  /** The answer to a question of why, line by line. */
  record Why(Menu menu, List<String> lines, String back) implements ConsolePage {}

  /**
   * Whom a draft would hit, told while it is found out.
   *
   * @param hole where in the page it is told how far it is
   * @param people the first of them; none for who may not read recordings
   */
  record MappingDifference(
      Menu menu,
      String name,
      String hole,
      List<String> sentences,
      List<HitPerson> people,
      String back)
      implements ConsolePage {}

  /** Somebody who would be hit, and how. */
  record HitPerson(String who, List<String> lines) {}
}
