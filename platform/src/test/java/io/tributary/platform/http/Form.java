package io.tributary.platform.http;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A form of a page, with the values it would send.
 *
 * @param page that it stands on: its origin and its {@code form-action} count when it is sent
 * @param fields hidden fields, fields with their initial values, ticked boxes, in page order
 * @param buttons submit buttons, in page order
 */
public record Form(
    Page page, URI action, String method, Map<String, String> fields, List<Button> buttons) {

  /**
   * A submit button.
   *
   * @param name empty when it sends nothing
   */
  public record Button(String name, String value, String label) {}

  public Form with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(fields);
    changed.put(name, value);
    return new Form(page, action, method, changed, buttons);
  }

  public Form without(String name) {
    Map<String, String> changed = new LinkedHashMap<>(fields);
    changed.remove(name);
    return new Form(page, action, method, changed, buttons);
  }

  /** As if the button with this label or value was clicked. */
  public Form press(String labelOrValue) {
    Button button =
        buttons.stream()
            .filter(b -> b.label().contains(labelOrValue) || b.value().equals(labelOrValue))
            .findFirst()
            .orElseThrow(
                () -> new AssertionError("no button " + labelOrValue + " among " + buttons));
    return button.name().isEmpty() ? this : with(button.name(), button.value());
  }

  public Optional<String> value(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  String encoded() {
    List<String> pairs = new ArrayList<>();
    fields.forEach((name, value) -> pairs.add(encode(name) + "=" + encode(value)));
    return pairs.stream().collect(Collectors.joining("&"));
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return method + " " + action + " " + fields.keySet() + " " + buttons;
  }
}
