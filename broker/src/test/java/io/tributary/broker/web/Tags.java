package io.tributary.broker.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tags of a page that is written as our templates write: quoted attributes only. */
final class Tags {
  record Tag(String name, Map<String, String> attributes) {
    String attribute(String name) {
      return attributes.getOrDefault(name, "");
    }
  }

  private static final Pattern TAG =
      Pattern.compile("<(/?[a-zA-Z!][a-zA-Z0-9]*)((?:[^\"'>]|\"[^\"]*\"|'[^']*')*)>");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("([^\\s\"'=/]+)(?:\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"']+)))?");

  private Tags() {}

  static List<Tag> of(String html) {
    List<Tag> tags = new ArrayList<>();
    Matcher tag = TAG.matcher(html);
    while (tag.find()) {
      Map<String, String> attributes = new LinkedHashMap<>();
      Matcher attribute = ATTRIBUTE.matcher(tag.group(2));
      while (attribute.find()) {
        attributes.put(attribute.group(1), attribute.group(2) == null ? "" : attribute.group(2));
      }
      tags.add(new Tag(tag.group(1), attributes));
    }
    return tags;
  }

  /** Names of tags and attributes only: what a value must never be able to change. */
  static List<String> skeleton(String html) {
    return of(html).stream().map(tag -> tag.name() + tag.attributes().keySet()).toList();
  }

  static List<Tag> named(String html, String name) {
    return of(html).stream().filter(tag -> tag.name().equals(name)).toList();
  }
}
