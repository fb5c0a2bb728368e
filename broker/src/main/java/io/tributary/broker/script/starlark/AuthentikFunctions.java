package io.tributary.broker.script.starlark;

import java.util.HashMap;
import java.util.Map;

/**
 * What authentik gives its expressions (https://docs.goauthentik.io/customize/policies/expression),
 * as far as it reaches for nothing outside; and sentences for what does.
 */
final class AuthentikFunctions {
  static final Map<String, Object> ALL = all();

  /** By name: why it is not here. */
  static final Map<String, String> REFUSED = refused();

  private AuthentikFunctions() {}

  private static Map<String, Object> all() {
    Map<String, Object> all = new HashMap<>();
    Builtins.add(
        all,
        Native.table(
            Native.open("ak_is_group_member", AuthentikFunctions::isGroupMember),
            Native.of("regex_match", "value regex", AuthentikFunctions::regexMatch),
            Native.of("regex_replace", "value regex repl", AuthentikFunctions::regexReplace),
            Native.of("list_flatten", "value", AuthentikFunctions::flatten),
            Native.of(
                "ak_message",
                "message",
                (run, self, a) -> {
                  run.log().add("message: " + Printer.str(run, a[0]));
                  return None.NONE;
                })));
    all.put("ak_logger", new Logger());
    return all;
  }

  private static Map<String, String> refused() {
    Map<String, String> refused = new HashMap<>();
    for (String name : new String[] {"requests", "resolve_dns", "reverse_dns", "socket"}) {
      refused.put(name, name + " reaches for the network, and a mapping sees only its input");
    }
    for (String name :
        new String[] {
          "ak_user_by", "ak_user_has_authenticator", "ak_create_event", "ak_call_policy",
          "ak_send_email", "ak_create_jwt", "Group", "User"
        }) {
      refused.put(
          name,
          name
              + " reaches for authentik's database or services, and a mapping sees only its input");
    }
    for (String name : new String[] {"open", "os", "sys", "input"}) {
      refused.put(name, name + " reaches for files, and a mapping sees only its input");
    }
    for (String name : new String[] {"eval", "exec", "compile", "globals", "locals", "vars"}) {
      refused.put(name, name + " is not known here; a script cannot write scripts");
    }
    for (String name : new String[] {"setattr", "delattr"}) {
      refused.put(name, name + " is not known here; objects are read-only");
    }
    refused.put("re", "re is not known here; write regex_match(value, regex) or regex_replace");
    refused.put("json", "json is not known here; return the value itself");
    for (String name : new String[] {"datetime", "time", "timezone", "now", "random", "uuid4"}) {
      refused.put(name, name + " is not known here: the same input must give the same claims");
    }
    return Map.copyOf(refused);
  }

  private static Object isGroupMember(Run run, Object self, Arguments arguments) {
    if (arguments.count() != 1) {
      throw StarError.type("ak_is_group_member takes a user, and conditions by name");
    }
    Object user = arguments.positional()[0];
    Object groups = user instanceof StarThing thing ? thing.get(run, "ak_groups") : null;
    if (!(groups instanceof StarRows rows)) {
      throw StarError.type("ak_is_group_member takes a user, got " + Type.name(user));
    }
    Arguments conditions = new Arguments(new Object[0], arguments.names(), arguments.named());
    return RowsMethods.filter(run, rows, conditions, true).rows().length > 0;
  }

  /** Anywhere in the value, as authentik's. */
  private static Object regexMatch(Run run, Object self, Object[] a) {
    String value = Take.text(a[0], "regex_match", "value");
    String regex = Take.text(a[1], "regex_match", "regex");
    return run.patterns().of(run, regex, false).matcher(run, value).find();
  }

  private static Object regexReplace(Run run, Object self, Object[] a) {
    String value = Take.text(a[0], "regex_replace", "value");
    String regex = Take.text(a[1], "regex_replace", "regex");
    String put = Take.text(a[2], "regex_replace", "repl");
    return new Replacement(run, run.patterns().of(run, regex, false), put).in(value);
  }

  /** As authentik's: the first element of a list, None of an empty one, anything else itself. */
  private static Object flatten(Run run, Object self, Object[] a) {
    if (!(a[0] instanceof StarList list)) {
      return a[0];
    }
    return list.size() == 0 ? None.NONE : list.get(0);
  }

  /** {@code ak_logger}. */
  private static final class Logger implements Value {
    private static final Map<String, Native> METHODS =
        Native.table(
            level("debug"),
            level("info"),
            level("warning"),
            level("error"),
            level("critical"),
            level("exception"));

    private static final Type TYPE =
        new Type("logger") {
          @Override
          Map<String, Native> methods() {
            return METHODS;
          }

          @Override
          void write(Printer out, Object value) {
            out.put("<logger>");
          }
        };

    private static Native level(String name) {
      return Native.open(
          name,
          (run, self, arguments) -> {
            Printer line = new Printer(run).put(name + ":");
            for (Object value : arguments.positional()) {
              line.put(" ").show(value);
            }
            for (int at = 0; at < arguments.names().length; at++) {
              line.put(" " + arguments.names()[at] + "=").write(arguments.named()[at]);
            }
            run.log().add(line.text());
            return None.NONE;
          });
    }

    @Override
    public Type type() {
      return TYPE;
    }
  }
}
