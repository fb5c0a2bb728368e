package io.tributary.platform.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of HTML as our own pages need: forms, links and text. */
final class Html {
  /** The rest of a tag; a value in quotes may hold a {@code >}. */
  private static final String WITHIN = "((?:[^>\"']|\"[^\"]*\"|'[^']*')*)";

  private static final Pattern FORM = Pattern.compile("(?is)<form\\b" + WITHIN + ">(.*?)</form>");
  private static final Pattern CONTROL =
      Pattern.compile(
          "(?is)<input\\b"
              + WITHIN
              + ">|<button\\b"
              + WITHIN
              + ">(.*?)</button>"
              + "|<textarea\\b"
              + WITHIN
              + ">(.*?)</textarea>|<select\\b"
              + WITHIN
              + ">(.*?)</select>");
  private static final Pattern OPTION =
      Pattern.compile("(?is)<option\\b" + WITHIN + ">(.*?)(?=<option|</option>|$)");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("([a-zA-Z][a-zA-Z0-9:_-]*)(?:\\s*=\\s*(\"[^\"]*\"|'[^']*'|[^\\s\"'>]+))?");
  private static final Pattern LINK = Pattern.compile("(?is)<a\\b" + WITHIN + ">");
  private static final Pattern META = Pattern.compile("(?is)<meta\\b" + WITHIN + ">");
  private static final Pattern REFRESH = Pattern.compile("(?is)\\s*0\\s*;\\s*url=(.+)");
  private static final Pattern NUMERIC = Pattern.compile("&#(x?)([0-9a-fA-F]{1,6});");

  private Html() {}

  static List<Form> forms(Page page) {
    List<Form> forms = new ArrayList<>();
    Matcher matcher = FORM.matcher(page.body());
    while (matcher.find()) {
      Map<String, String> attributes = attributes(matcher.group(1));
      String action = attributes.getOrDefault("action", "");
      Map<String, String> fields = new LinkedHashMap<>();
      List<Form.Button> buttons = new ArrayList<>();
      controls(matcher.group(2), fields, buttons);
      forms.add(
          new Form(
              page,
              action.isEmpty() ? page.uri() : page.uri().resolve(action),
              attributes.getOrDefault("method", "get").toUpperCase(Locale.ROOT),
              fields,
              buttons));
    }
    return forms;
  }

  static List<URI> links(Page page) {
    List<URI> links = new ArrayList<>();
    Matcher matcher = LINK.matcher(page.body());
    while (matcher.find()) {
      String target = attributes(matcher.group(1)).get("href");
      if (target != null && !target.startsWith("#")) {
        links.add(page.uri().resolve(target));
      }
    }
    return links;
  }

  /** Where the page goes by itself at once. */
  static Optional<URI> refresh(Page page) {
    Matcher matcher = META.matcher(page.body());
    while (matcher.find()) {
      Map<String, String> attributes = attributes(matcher.group(1));
      Matcher target = REFRESH.matcher(attributes.getOrDefault("content", ""));
      if ("refresh".equalsIgnoreCase(attributes.get("http-equiv")) && target.matches()) {
        return Optional.of(page.uri().resolve(target.group(1).trim()));
      }
    }
    return Optional.empty();
  }

  static String text(String html) {
    return unescape(
            html.replaceAll("(?is)<(style|script|head)\\b.*?</\\1>", " ")
                .replaceAll("<[^>]*>", " "))
        .replaceAll("\\s+", " ")
        .trim();
  }

  private static void controls(String html, Map<String, String> fields, List<Form.Button> buttons) {
    Matcher matcher = CONTROL.matcher(html);
    while (matcher.find()) {
      if (matcher.group(1) != null) {
        input(attributes(matcher.group(1)), fields, buttons);
      } else if (matcher.group(2) != null) {
        button(attributes(matcher.group(2)), text(matcher.group(3)), buttons);
      } else if (matcher.group(4) != null) {
        put(fields, attributes(matcher.group(4)), unescape(matcher.group(5)));
      } else {
        put(fields, attributes(matcher.group(6)), chosen(matcher.group(7)));
      }
    }
  }

  private static void input(
      Map<String, String> attributes, Map<String, String> fields, List<Form.Button> buttons) {
    String value = attributes.getOrDefault("value", "");
    switch (attributes.getOrDefault("type", "text").toLowerCase(Locale.ROOT)) {
      case "submit" ->
          buttons.add(new Form.Button(attributes.getOrDefault("name", ""), value, value));
      case "checkbox", "radio" -> {
        if (attributes.containsKey("checked")) {
          put(fields, attributes, attributes.getOrDefault("value", "on"));
        }
      }
      case "button", "reset", "image", "file" -> {}
      default -> put(fields, attributes, value);
    }
  }

  private static void button(
      Map<String, String> attributes, String label, List<Form.Button> buttons) {
    if (attributes.getOrDefault("type", "submit").equalsIgnoreCase("submit")) {
      buttons.add(
          new Form.Button(
              attributes.getOrDefault("name", ""), attributes.getOrDefault("value", ""), label));
    }
  }

  private static void put(
      Map<String, String> fields, Map<String, String> attributes, String value) {
    if (attributes.containsKey("name") && !attributes.containsKey("disabled")) {
      fields.put(attributes.get("name"), value);
    }
  }

  private static String chosen(String options) {
    Matcher matcher = OPTION.matcher(options);
    String first = null;
    while (matcher.find()) {
      Map<String, String> attributes = attributes(matcher.group(1));
      String value = attributes.getOrDefault("value", text(matcher.group(2)));
      if (attributes.containsKey("selected")) {
        return value;
      }
      first = first == null ? value : first;
    }
    return first == null ? "" : first;
  }

  private static Map<String, String> attributes(String text) {
    Map<String, String> attributes = new LinkedHashMap<>();
    Matcher matcher = ATTRIBUTE.matcher(text);
    while (matcher.find()) {
      String raw = matcher.group(2) == null ? "" : matcher.group(2);
      boolean quoted = raw.startsWith("\"") || raw.startsWith("'");
      attributes.putIfAbsent(
          matcher.group(1).toLowerCase(Locale.ROOT),
          unescape(quoted ? raw.substring(1, raw.length() - 1) : raw));
    }
    return attributes;
  }

  private static String unescape(String text) {
    String numbers =
        NUMERIC
            .matcher(text)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        Character.toString(
                            Integer.parseInt(found.group(2), found.group(1).isEmpty() ? 10 : 16))));
    return numbers
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&");
  }
}
