package io.tributary.platform.config;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** A line and a column of the file, both from 1; line 0 stands for the file as a whole. */
record Place(int line, int column) {
  static final Place NONE = new Place(0, 0);

  static Place of(Mark mark) {
    return mark == null ? NONE : new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }

  static Place of(Node node) {
    return of(node.getStartMark());
  }
}
