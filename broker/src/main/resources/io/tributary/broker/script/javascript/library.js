// What scripts find beside the language: small pure functions for what most mappings do. Runs before
// realm.js, which takes the rights away and seals all of it. Written in the language itself, so that
// each element counts as steps. Texts are never joined here: nothing guards that in this file.
(function (global, log) {
  // What came instead, and never what stands in it: messages are read by people who may not read claims.
  function kind(value) {
    if (value === undefined || value === null) return value === null ? "null" : "undefined";
    if (Array.isArray(value)) return "a list";
    if (value instanceof Map) return "a Map";
    if (value instanceof Set) return "a Set";
    if (typeof value === "string") return "a text";
    return typeof value === "object" ? "an object" : "a " + typeof value;
  }

  function needsTexts(name, got) {
    return new TypeError(name + " needs a list of texts, and got " + got);
  }

  function texts(list, name) {
    if (!Array.isArray(list)) throw needsTexts(name, kind(list));
    for (var i = 0; i < list.length; i++) {
      if (typeof list[i] !== "string") throw needsTexts(name, "a list with " + kind(list[i]) + " in it");
    }
    return list;
  }

  function text(value, name) {
    if (typeof value !== "string") throw new TypeError(name + " takes a text, and got " + kind(value));
    return value;
  }

  function missing(value) {
    return value === undefined || value === null;
  }

  function expression(pattern, flags, name) {
    if (typeof pattern === "string") return new RegExp(pattern, flags);
    if (!(pattern instanceof RegExp)) throw new TypeError(name + " takes a pattern first, and got " + kind(pattern));
    return new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, "").concat(flags));
  }

  global.groups = {
    map: function map(list, table) {
      if (!Array.isArray(list)) throw needsTexts("groups.map", kind(list));
      if (missing(table) || typeof table !== "object" || Array.isArray(table)) {
        throw new TypeError("groups.map takes an object or a Map second, and got " + kind(table));
      }
      var out = [], isMap = table instanceof Map;
      for (var i = 0; i < list.length; i++) {
        var name = list[i];
        if (typeof name !== "string") throw needsTexts("groups.map", "a list with " + kind(name) + " in it");
        // Only what was put in is found: `constructor` is in every object, and in no table.
        var known = isMap ? table.has(name) : Object.hasOwn(table, name);
        var found = !known ? name : isMap ? table.get(name) : table[name];
        if (typeof found === "string") {
          out[out.length] = found;
        } else {
          if (!Array.isArray(found)) throw new TypeError("the table of groups.map has neither a text nor a list, but " + kind(found));
          texts(found, "the table of groups.map");
          for (var j = 0; j < found.length; j++) out[out.length] = found[j];
        }
      }
      return out;
    },
    withPrefix: function withPrefix(list, prefix) {
      text(prefix, "the prefix of groups.withPrefix");
      return texts(list, "groups.withPrefix").filter(function (name) { return name.startsWith(prefix); });
    },
    stripPrefix: function stripPrefix(list, prefix) {
      text(prefix, "the prefix of groups.stripPrefix");
      var out = [];
      for (var i = 0; i < texts(list, "groups.stripPrefix").length; i++) {
        if (list[i].startsWith(prefix)) out.push(list[i].slice(prefix.length));
      }
      return out;
    },
    without: function without(list, names) {
      var gone = new Set(typeof names === "string" ? [names] : texts(names, "groups.without"));
      return texts(list, "groups.without").filter(function (name) { return !gone.has(name); });
    }
  };
  global.regex = function regex(pattern, value) {
    var ready = expression(pattern, "", "regex");
    return missing(value) ? null : ready.exec(text(value, "regex"));
  };
  global.regexReplace = function regexReplace(pattern, value, replacement) {
    var ready = expression(pattern, "g", "regexReplace");
    if (typeof replacement !== "function") text(replacement, "the replacement of regexReplace");
    return missing(value) ? value : text(value, "regexReplace").replace(ready, replacement);
  };
  global.lower = function lower(value) {
    return missing(value) ? value : text(value, "lower").toLowerCase();
  };
  global.domain = function domain(address) {
    if (missing(address)) return null;
    var at = text(address, "domain").lastIndexOf("@");
    return at < 1 || at === address.length - 1 ? null : address.slice(at + 1).toLowerCase();
  };
  global.log = log;
})
