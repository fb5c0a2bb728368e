package io.tributary.broker.app;

import picocli.CommandLine.Command;

/** {@code mapping}: everything about scope mappings. */
@Command(
    name = "mapping",
    mixinStandardHelpOptions = true,
    description = {
      "Scope mappings: what they make of people, from a draft to what is live, and back.",
      "broker/docs/mappings.md tells how. All but test and lint work on the database of the",
      "configuration, whether the broker runs or not; a running one takes a change up at once."
    },
    footer = {
      "%nA change from its beginning to its end:",
      "  scripts/broker mapping show roles --to work    # write what is live to files",
      "  $EDITOR work/roles.js",
      "  scripts/broker mapping test work",
      "  scripts/broker mapping draft roles --from work -m \"Auditors are staff\"",
      "  scripts/broker mapping diff roles              # whom it would hit",
      "  scripts/broker mapping publish roles",
      "  scripts/broker mapping rollback roles          # should it have been wrong"
    },
    subcommands = {
      MappingTestCommand.class,
      MappingLintCommand.class,
      MappingListCommand.ListMappings.class,
      MappingListCommand.Show.class,
      MappingListCommand.HistoryOf.class,
      MappingDraftCommand.MakeDraft.class,
      MappingDraftCommand.DeleteDraft.class,
      MappingDiffCommand.class,
      MappingCanaryCommand.class,
      MappingPublishCommand.Publish.class,
      MappingPublishCommand.Rollback.class
    })
final class MappingCommand {}
