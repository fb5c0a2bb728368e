package io.tributary.broker.app;

import picocli.CommandLine.Command;

/** {@code mapping}: everything about scope mappings. */
@Command(
    name = "mapping",
    mixinStandardHelpOptions = true,
    description = "Scope mappings: what they make of people. broker/docs/mappings.md tells how.",
    subcommands = {MappingTestCommand.class, MappingLintCommand.class})
final class MappingCommand {}
