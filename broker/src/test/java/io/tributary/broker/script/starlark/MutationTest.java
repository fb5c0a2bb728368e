package io.tributary.broker.script.starlark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that change, and when they must not: spec.md, "Identity and mutation" and "Freezing". */
final class MutationTest {
  /** Each changes a value that somebody walks, or that is frozen. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "l.append(1)", "l.extend([1])", "l.insert(0, 1)", "l.pop()", "l.remove(1)", "l.clear()",
        "l[0] = 2", "l += [1]", "d.clear()", "d.pop(1)", "d.popitem()", "d.setdefault(2)",
        "d.update(a=1)", "d[1] = 2", "d[2] = 1", "d |= {3: 4}", "s.add(1)", "s.clear()",
        "s.discard(1)", "s.remove(1)", "s.pop()", "s.update([1])", "s |= set([2])"
      })
  void nothingChangesWhileItIsWalkedOrWhenItIsFrozen(String change) {
    String name = change.substring(0, 1);
    String made = "def make(): return [1, 2], {1: 2}, set([1])\n";
    String body = "def f(l, d, s):\n  %s" + change + "\nf(*make())";
    StarlarkTest.run(StarlarkTest.read(made + body.formatted("")));
    StarlarkTest.fails(made + body.formatted("for each in " + name + ": "), "during iteration");
    Run run = StarlarkTest.run();
    Map<String, Object> module =
        StarlarkTest.read(made + "v = make()\ndef f(l, d, s):\n  " + change).run(run);
    StarTuple values = (StarTuple) module.get("v");
    StarError frozen =
        assertThrows(
            StarError.class,
            () -> Callable.call(run, module.get("f"), Arguments.of(values.elements().clone())));
    assertTrue(frozen.getMessage().contains("frozen"), frozen.getMessage());
  }

  @Test
  void whatIsFrozenCanBeAKey() {
    Run run = StarlarkTest.run();
    Object list = StarlarkTest.read("x = [1, [2]]").run(run).get("x");
    StarDict dict = new StarDict();
    dict.put(run, list, "found");
    assertEquals("found", dict.get(run, StarlarkTest.read("y = [1, [2]]").run(run).get("y")));
  }

  @Test
  void keysKeepTheirOrderWhateverIsRemoved() {
    assertEquals(
        "[0, 2, 4, 6, 8, 1, 3]",
        Printer.repr(
            StarlarkTest.run(),
            StarlarkTest.read(
                    """
                    def f():
                      d = {i: i for i in range(10)}
                      for i in range(1, 10, 2):
                        d.pop(i)
                      d[1] = 1
                      d[3] = 3
                      for i in range(100):
                        d[i + 100] = i
                        d.pop(i + 100)
                      return d.keys()
                    x = f()
                    """)
                .run(StarlarkTest.run())
                .get("x")));
  }
}
