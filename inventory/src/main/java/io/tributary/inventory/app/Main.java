package io.tributary.inventory.app;

import java.util.Arrays;
import java.util.List;

/**
 * The command line. {@code serve} takes a way of its own that loads no command-line library: it has
 * to be ready quickly and in little memory.
 *
 * <p>Exit codes: 0 well, 1 failed with one sentence on standard error, 2 wrong usage.
 */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    boolean serve = arguments.length > 0 && arguments[0].equals("serve");
    List<String> rest = serve ? Arrays.asList(arguments).subList(1, arguments.length) : List.of();
    int code =
        serve && !rest.contains("--help") && !rest.contains("-h")
            ? Serve.run(rest)
            : Commands.run(arguments);
    if (code != 0 || !serve) {
      System.exit(code);
    }
  }
}
