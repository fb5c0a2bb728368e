package io.tributary.broker.script.javascript;

import io.tributary.broker.script.ScriptUsage;
import java.util.Locale;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ContextFactory;

/** Makes the engine's contexts: interpreted, metered, and without any way to a Java class. */
final class RhinoContexts extends ContextFactory {
  /**
   * How many instructions pass between two looks at what was used. A call counts 100, so no more
   * than a handful of built-in functions run unseen.
   */
  private static final int OBSERVED_EVERY = 500;

  private final ScriptUsage usage;
  private final int depth;

  RhinoContexts(ScriptUsage usage, int depth) {
    this.usage = usage;
    this.depth = depth;
  }

  @Override
  protected Context makeContext() {
    Context context = super.makeContext();
    context.setLanguageVersion(Context.VERSION_ES6);
    // The engine has its messages in French and Chinese too; what is told of them knows English.
    context.setLocale(Locale.ENGLISH);
    // Compiled code overflows the Java stack where the interpreter meets a clean limit.
    context.setInterpretedMode(true);
    context.setGenerateObserverCount(true);
    context.setInstructionObserverThreshold(OBSERVED_EVERY);
    context.setMaximumInterpreterStackDepth(depth);
    context.setClassShutter(name -> false);
    return context;
  }

  @Override
  protected boolean hasFeature(Context context, int feature) {
    return switch (feature) {
      case Context.FEATURE_E4X,
          Context.FEATURE_ENABLE_JAVA_MAP_ACCESS,
          Context.FEATURE_ENHANCED_JAVA_ACCESS,
          Context.FEATURE_PARENT_PROTO_PROPERTIES,
          Context.FEATURE_DYNAMIC_SCOPE,
          Context.FEATURE_V8_EXTENSIONS,
          Context.FEATURE_JAVA_SERIALIZATION,
          Context.FEATURE_INTL_402 ->
          false;
      default -> super.hasFeature(context, feature);
    };
  }

  @Override
  protected void observeInstructionCount(Context context, int instructions) {
    usage.observe(instructions);
  }

  /** Runs something in a context of its own, which keeps nothing for the next. */
  <T> T inFresh(java.util.function.Function<Context, T> work) {
    try (Context context = enterContext()) {
      return work.apply(context);
    }
  }
}
