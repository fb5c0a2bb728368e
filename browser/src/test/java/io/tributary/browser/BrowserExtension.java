package io.tributary.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts what {@link InBrowser} needs, gives it to the tests, and ends each test's visits. */
final class BrowserExtension implements ExecutionCondition, ParameterResolver, AfterEachCallback {
  private static final Namespace OURS = Namespace.create(BrowserExtension.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Chromium.executable().isPresent()) {
      return ConditionEvaluationResult.enabled("there is a Chromium");
    }
    String how = "there is no Chromium (as root: apt-get install -y chromium)";
    if ("required".equals(System.getenv("TRIBUTARY_BROWSER"))) {
      throw new IllegalStateException("Browser tests are required, but " + how);
    }
    context
        .getRoot()
        .getStore(OURS)
        .computeIfAbsent(
            "said",
            key -> {
              System.out.println("Browser tests are SKIPPED: " + how);
              return true;
            });
    return ConditionEvaluationResult.disabled(how);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Visits.class || type == Demonstration.class || type == Provider.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (parameter.getParameter().getType() == Demonstration.class) {
      return demonstration(context);
    }
    if (parameter.getParameter().getType() == Provider.class) {
      return provider(context);
    }
    Chromium chromium = chromium(context);
    return context
        .getStore(OURS)
        .computeIfAbsent(
            Visits.class,
            key -> new Visits(chromium, () -> demonstration(context), name(context)),
            Visits.class);
  }

  private static String name(ExtensionContext context) {
    return context.getRequiredTestClass().getSimpleName()
        + "-"
        + context.getRequiredTestMethod().getName();
  }

  /** Kept at the root and closed with it: AutoCloseables in a store end with their context. */
  private static Demonstration demonstration(ExtensionContext context) {
    return once(context, Demonstration.class, Demonstration::start);
  }

  private static Provider provider(ExtensionContext context) {
    return once(context, Provider.class, Provider::start);
  }

  /** Starts a program. */
  private interface Start<T> {
    T start() throws IOException;
  }

  private static <T> T once(ExtensionContext context, Class<T> type, Start<T> start) {
    Store store = context.getRoot().getStore(OURS);
    return store.computeIfAbsent(
        type,
        key -> {
          try {
            return start.start();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        type);
  }

  private static Chromium chromium(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(OURS)
        .computeIfAbsent(
            Chromium.class,
            key -> Chromium.launch(Chromium.executable().orElseThrow()),
            Chromium.class);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Visits visits = context.getStore(OURS).get(Visits.class, Visits.class);
    if (visits != null) {
      Optional<Throwable> failure = context.getExecutionException();
      visits.end(failure);
    }
  }
}
