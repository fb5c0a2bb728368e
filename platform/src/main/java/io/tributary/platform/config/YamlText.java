package io.tributary.platform.config;

import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The text of a file and where its problems go. Only the node tree is made: no constructor runs, so
 * no tag can name a class.
 */
record YamlText(String text, Problems problems) {
  private static final int MAX_DEPTH = 40;

  /** The root node, or nothing for a file without content. */
  static Optional<Node> compose(YamlText file) {
    return file.compose();
  }

  private Optional<Node> compose() {
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    refuseUnprintable(content);
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(ConfigFile.MAX_BYTES);
    options.setNestingDepthLimit(MAX_DEPTH);
    Parser events = new PlainEvents(new ParserImpl(new StreamReader(content), options));
    try {
      return Optional.ofNullable(new Composer(events, new Resolver(), options).getSingleNode());
    } catch (MarkedYAMLException e) {
      throw problems.fatal(Place.of(e.getProblemMark()), sentence(e));
    } catch (YAMLException e) {
      throw problems.fatal(Place.NONE, "the file is nested too deeply");
    }
  }

  /** The exception's own message would quote the line, and with it perhaps a secret. */
  private static String sentence(MarkedYAMLException e) {
    String problem = e.getProblem() == null ? "" : e.getProblem();
    return problem.contains("another document")
        ? "there is more than one document in the file"
        : "this is not YAML: " + problem.strip();
  }

  private void refuseUnprintable(String content) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < content.length(); ) {
      int c = content.codePointAt(i);
      if (!StreamReader.isPrintable(c)) {
        throw problems.fatal(new Place(line, column), "control characters are not allowed");
      }
      column = c == '\n' ? 1 : column + 1;
      line = c == '\n' ? line + 1 : line;
      i += Character.charCount(c);
    }
  }

  /** Refuses aliases (a few lines of them can stand for gigabytes) and explicit tags. */
  private record PlainEvents(Parser events) implements Parser {
    @Override
    public boolean checkEvent(Event.ID choice) {
      return events.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
      return events.peekEvent();
    }

    @Override
    public Event getEvent() {
      Event event = events.getEvent();
      if (event.is(Event.ID.Alias)) {
        throw new Refused("aliases are not supported; write the value again", (AliasEvent) event);
      }
      if (tag(event) != null) {
        throw new Refused("tags are not supported", event);
      }
      return event;
    }

    private static String tag(Event event) {
      return switch (event.getEventId()) {
        case Scalar -> ((ScalarEvent) event).getTag();
        case MappingStart -> ((MappingStartEvent) event).getTag();
        case SequenceStart -> ((SequenceStartEvent) event).getTag();
        default -> null;
      };
    }
  }

  private static final class Refused extends MarkedYAMLException {
    private static final long serialVersionUID = 1L;

    Refused(String problem, Event event) {
      super(null, null, problem, event.getStartMark());
    }
  }
}
