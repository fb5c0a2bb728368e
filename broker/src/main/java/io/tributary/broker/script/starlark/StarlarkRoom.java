package io.tributary.broker.script.starlark;

import io.tributary.broker.script.CompiledScripts;
import io.tributary.broker.script.LimitError;
import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptInput;
import io.tributary.broker.script.ScriptLog;
import io.tributary.broker.script.ScriptReads;
import io.tributary.broker.script.ScriptRoom;
import io.tributary.broker.script.ScriptSyntax;
import io.tributary.broker.script.ScriptText;
import io.tributary.broker.script.ScriptUsage;
import io.tributary.broker.script.ScriptUsed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs scripts for one thread. All that an evaluation changes is made for it. */
final class StarlarkRoom implements ScriptRoom {
  /**
   * CPU time for the evaluation in which a script's classes load. Its outcome is thrown away, so
   * that no script fails because the process is young.
   */
  private static final Duration FIRST_TIME = Duration.ofMillis(500);

  /**
   * Uses what scripts use, so that no class is prepared for the first time deep in a script's
   * calls: one whose preparation runs out of stack stays broken for the whole process.
   */
  static final ScriptText EVERYTHING =
      new ScriptText(
          "everything",
          List.of(),
          """
          def f(n, *p, k=1, **q):
            try:
              return n if n < 2 else f(n - 1, *p, k=k, **q) + 2 ** 70 // 3
            except (KeyError, ValueError) as e:
              raise ValueError(str(e))
            finally:
              n += 1
          a = sorted([3, 1, 2], key=lambda x: -x) + list(map(str, (x for x in range(3))))
          d = {k: v for k, v in zip("ab", enumerate(a))}
          s = {1, 2} | set([3]) - {4}
          t = "%05.1f %s %r %x" % (1.5, a, d, 255) + "{:>5,}{0!r}{x}".replace("{:>5,}", "").format(s, x=b"y")
          t += f"{1234.5:>10,.1f} {t!r:.3} {1e300} {0.1}" + regex_replace("ab", "(?P<n>a)", r"\\g<n>")
          t = " ".join(t.title().split()).strip().upper().casefold().zfill(3).center(9)
          while not regex_match(t, r"^(a|[^b\\d])*$") and False: pass
          ak_logger.info(t, d.items(), repr(t.encode()), round(2.5), int("7"), float("1.5"))
          return {"a": [str(f(3)), t.find("x" * 300), a[::-1], t.rfind("y"), {"b": None}], "c": 1.5}
          """);

  /** Characters of a message: with all names of what a person has. */
  private static final int LONGEST = 300;

  private final ScriptUsage usage = new ScriptUsage();
  private Patterns patterns = new Patterns();
  private final ScriptLog log = new ScriptLog();
  private final ScriptReads reads = new ScriptReads();

  private final CompiledScripts<Program> compiled = new CompiledScripts<>();

  StarlarkRoom() {
    warmUp(EVERYTHING, new ScriptInput(Map.of()));
    compiled.clear();
    log.start();
    usage.forget();
  }

  @Override
  public void warmUp(ScriptText script, ScriptInput input) {
    try {
      once(script, input, Limits.DEFAULT.withTime(FIRST_TIME));
    } catch (ScriptFailure ignored) {
      // Said again, and heard, by the evaluation that counts.
    }
  }

  @Override
  public Map<String, Object> evaluate(ScriptText script, ScriptInput input, Limits limits) {
    if (!compiled.has(script)) {
      warmUp(script, input);
    }
    return once(script, input, limits);
  }

  @Override
  public List<String> logged() {
    return log.lines();
  }

  @Override
  public Set<String> reads() {
    return reads.names();
  }

  @Override
  public ScriptUsed used() {
    return usage.used();
  }

  int scripts() {
    return compiled.size();
  }

  private Map<String, Object> once(ScriptText script, ScriptInput input, Limits limits) {
    usage.forget();
    log.start();
    reads.start();
    Meter meter = new Meter(usage, limits);
    try {
      Program program = compiled.get(script, Program::mapping);
      usage.start(limits);
      Run run = new Run(Dialect.EXPRESSION, meter, log, reads, patterns, module -> Map.of());
      Object returned = program.run(run, input);
      return new Result(run, limits.resultBytes()).read(returned);
    } catch (LimitError reached) {
      throw new ScriptFailure(reached.reason(), reached.getMessage(), 0);
    } catch (StarError thrown) {
      throw failure(thrown);
    } catch (ScriptSyntax wrong) {
      throw new ScriptFailure(ScriptFailure.Reason.THROWN, wrong.getMessage(), wrong.line());
    } catch (StackOverflowError deep) {
      throw hurt(ScriptFailure.Reason.DEPTH, "called too deeply");
    } catch (OutOfMemoryError huge) {
      throw hurt(ScriptFailure.Reason.MEMORY, "asked for more memory than there is");
    } catch (ScriptFailure failure) {
      throw failure;
    } catch (RuntimeException fault) {
      throw hurt(ScriptFailure.Reason.THROWN, "stopped the engine: " + fault.getClass().getName());
    } finally {
      meter.end();
      usage.stop();
    }
  }

  private static ScriptFailure failure(StarError thrown) {
    String message = thrown.kind().python() + ": " + thrown.getMessage();
    ScriptFailure failure =
        new ScriptFailure(
            ScriptFailure.Reason.THROWN,
            message.substring(0, Math.min(message.length(), LONGEST)),
            thrown.line());
    return thrown.isMeant() ? failure.onPurpose() : failure;
  }

  /** An error amid a change may have left what outlives an evaluation half-done. */
  private ScriptFailure hurt(ScriptFailure.Reason reason, String message) {
    usage.stop();
    patterns = new Patterns();
    return new ScriptFailure(reason, message, 0);
  }
}
