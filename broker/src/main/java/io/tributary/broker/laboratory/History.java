package io.tributary.broker.laboratory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What became live, oldest first.
 *
 * @param publications empty: the mapping was never live
 */
public record History(String name, List<Publication> publications) {
  public History {
    publications = List.copyOf(publications);
  }

  /** The last entry: who made it as it is, and when. */
  public Optional<Publication> last() {
    return publications.isEmpty()
        ? Optional.empty()
        : Optional.of(publications.get(publications.size() - 1));
  }

  /**
   * Where going back leads: under what is live lies what it replaced, and so on. Going back twice
   * goes back two steps, never forward to what one came from.
   *
   * @return empty: there is nothing earlier; an empty version: it was not there before
   */
  public Optional<Optional<String>> earlier() {
    Deque<Optional<String>> stack = new ArrayDeque<>();
    for (Publication entry : publications) {
      if (!stack.isEmpty() && stack.peek().equals(entry.version())) {
        // Only its tests became others: going back to it would change nothing.
        continue;
      }
      if (entry.kind() == Publication.Kind.ROLLBACK && stack.contains(entry.version())) {
        while (!stack.peek().equals(entry.version())) {
          stack.pop();
        }
        continue;
      }
      if (stack.isEmpty() && entry.kind() != Publication.Kind.IMPORT) {
        stack.push(entry.replaced());
      }
      stack.push(entry.version());
    }
    if (!stack.isEmpty()) {
      stack.pop();
    }
    return Optional.ofNullable(stack.peek());
  }
}
