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

  /** All mappings. */
  record MappingList(Menu menu, List<MappingLine> lines) implements ConsolePage {}

  /**
   * @param live version, or words for none
   * @param told who made it so, when and why
   * @param draft what it shall become, in words
   */
  record MappingLine(
      String name, String address, String live, Optional<String> told, Optional<String> draft) {}

  /**
   * One mapping: what is live, what it shall become, what it was.
   *
   * @param live empty: it is not live
   * @param diff where there is a draft
   * @param publish likewise
   * @param rollBack where something was live before
   */
  record MappingView(
      Menu menu,
      String name,
      Optional<Texts> live,
      Optional<Texts> draft,
      List<Past> history,
      Optional<Page.Form> diff,
      Optional<Change> publish,
      Optional<Change> rollBack)
      implements ConsolePage {}

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
   */
  record Change(Page.Form form, String expected, String sentence) {}

  /** One version of the past. */
  record OldVersion(Menu menu, String name, String back, Texts texts) implements ConsolePage {}

  /**
   * What became of something.
   *
   * @param again to say that a loss of rights is right
   */
  record Outcome(
      Menu menu, String title, List<String> sentences, Page.Way back, Optional<Change> again)
      implements ConsolePage {}

  /**
   * Where a login is looked for.
   *
   * @param find field {@code id}
   * @param why fields {@code person}, {@code value} and {@code client}
   * @param said of the last try
   */
  record FindTrace(Menu menu, Page.Form find, Page.Form why, Optional<String> said)
      implements ConsolePage {}

  /** What one login found out: everything in it is foreign text. */
  record FoundTrace(Menu menu, Page.TracePage trace, String back) implements ConsolePage {}

  /** The answer to a question of why, line by line. */
  record Why(Menu menu, List<String> lines, String back) implements ConsolePage {}

  /**
   * Whom a draft would hit.
   *
   * @param people the first of them; none for who may not read recordings
   */
  record MappingDifference(
      Menu menu, String name, List<String> sentences, List<HitPerson> people, String back)
      implements ConsolePage {}

  /** Somebody who would be hit, and how. */
  record HitPerson(String who, List<String> lines) {}
}
