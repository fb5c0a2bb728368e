package io.tributary.platform.launch;

import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The subcommands in a help text, each with the first sentence of its description. The library
 * would show the first line, wherever the sentence ends.
 */
final class CommandLinesHelp {
  private static final int GAP = 4;

  private CommandLinesHelp() {}

  static void showIn(CommandLine line) {
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, CommandLinesHelp::of);
    line.getSubcommands().values().forEach(CommandLinesHelp::showIn);
  }

  private static String of(Help help) {
    if (help.subcommands().isEmpty()) {
      return "";
    }
    int longest = help.subcommands().keySet().stream().mapToInt(String::length).max().orElse(0);
    int names = longest + GAP;
    int width = help.commandSpec().usageMessage().width();
    TextTable table =
        TextTable.forColumns(
            help.colorScheme(),
            new Column(names, 2, Column.Overflow.SPAN),
            new Column(width - names, 2, Column.Overflow.WRAP));
    help.subcommands()
        .forEach((name, of) -> table.addRowValues(name, sentence(of.commandSpec().usageMessage())));
    return table.toString();
  }

  private static String sentence(UsageMessageSpec usage) {
    String[] said = usage.header().length > 0 ? usage.header() : usage.description();
    // The library's texts are formats: a sign of per cent is written twice in them.
    String all = String.format(String.join(" ", said)).strip();
    int end = all.indexOf(". ");
    return end < 0 ? all : all.substring(0, end + 1);
  }
}
