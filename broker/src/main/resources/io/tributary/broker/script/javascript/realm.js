// Runs once for each room, before anything else and with every right, and takes those rights away.
// What stays is listed; everything else goes, so that a new version of the engine adds nothing.
// `native` are functions of RealmGuards. Returns every object that scripts will share: the caller
// seals them.
(function (native, global) {
  var allowed = {
    Object: ["keys", "values", "entries", "assign", "fromEntries", "create", "is", "hasOwn", "groupBy"],
    Array: ["from", "of", "isArray"],
    String: ["fromCharCode", "fromCodePoint"],
    Number: ["isInteger", "isFinite", "isNaN", "isSafeInteger", "parseInt", "parseFloat", "EPSILON",
      "MAX_SAFE_INTEGER", "MIN_SAFE_INTEGER", "MAX_VALUE", "MIN_VALUE", "NaN", "POSITIVE_INFINITY", "NEGATIVE_INFINITY"],
    Function: [], Boolean: [], RegExp: [], Map: ["groupBy"], Set: [], Symbol: ["iterator"],
    Error: [], TypeError: [], RangeError: [], SyntaxError: [], ReferenceError: [], URIError: [], EvalError: [],
    InternalError: [],
    JSON: ["parse", "stringify"], Math: null,
    isNaN: [], isFinite: [], parseInt: [], parseFloat: [],
    encodeURIComponent: [], decodeURIComponent: [], encodeURI: [], decodeURI: [],
    undefined: null, NaN: null, Infinity: null,
    groups: null, regex: null, regexReplace: null, lower: null, domain: null, log: null
  };
  var forbidden = ["__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__", "__proto__",
    "__parent__", "__iterator__", "toSource", "caller"];
  var names = Object.getOwnPropertyNames, keys = Reflect.ownKeys, describe = Object.getOwnPropertyDescriptor,
    parent = Object.getPrototypeOf;

  // Collected first: afterwards nothing here could find them.
  var roots = [global, [][Symbol.iterator](), new Map().entries(), new Set().values(), ""[Symbol.iterator](),
    "a".matchAll(/a/g), (function* () {})(), (function* () {}), (function () { return arguments; })(), /a/,
    new Error("a"), Symbol.iterator, Object(1), Object("a"), Object(true)];

  // Functions are made from text through the constructor of every kind of function.
  [function () {}, function* () {}, () => 0].forEach(function (kind) {
    for (var o = kind; o; o = parent(o)) {
      if (Object.prototype.hasOwnProperty.call(o, "constructor") && o !== Object.prototype) {
        delete o.constructor;
      }
    }
  });

  // Functions find their prototype by this name.
  var functions = function () { throw new TypeError("no function is made from a text here"); };
  functions.prototype = Function.prototype;
  global.Function = functions;

  var string = String.prototype;
  ["repeat", "padStart", "padEnd", "concat"].forEach(function (name) { string[name] = native[name]; });
  ["replace", "replaceAll"].forEach(function (name) { string[name] = native.replacing(string[name]); });
  ["toUpperCase", "toLocaleUpperCase"].forEach(function (name) { string[name] = native.upper; });
  ["toLowerCase", "toLocaleLowerCase"].forEach(function (name) { string[name] = native.lower; });
  string.normalize = native.normalizing(string.normalize);
  ["indexOf", "lastIndexOf", "includes", "split"].forEach(function (name) {
    string[name] = native.searching(string[name]);
  });
  ["encodeURIComponent", "decodeURIComponent", "encodeURI", "decodeURI"].forEach(function (name) {
    global[name] = native.growing(global[name]);
  });
  ["anchor", "big", "blink", "bold", "fixed", "fontcolor", "fontsize", "italics", "link", "small", "strike", "sub",
    "sup", "equals", "equalsIgnoreCase"].forEach(function (name) { delete string[name]; });

  var list = Array.prototype;
  var changing = ["push", "pop", "shift", "unshift", "splice", "sort", "reverse", "fill", "copyWithin"];
  keys(list).forEach(function (name) {
    if (typeof list[name] === "function" && name !== "constructor") {
      list[name] = changing.indexOf(name) < 0 ? native.listing(list[name]) : native.changing(list[name]);
    }
  });
  list.join = native.join;
  list.toString = native.listText;
  list.toLocaleString = native.listText;
  // Written in the language itself, so that each element is counted.
  list.flat = function flat(depth) {
    var out = [], levels = depth === undefined ? 1 : +depth;
    for (var i = 0; i < this.length; i++) {
      if (levels >= 1 && Array.isArray(this[i])) {
        var inner = this[i].flat(levels - 1);
        for (var j = 0; j < inner.length; j++) out.push(inner[j]);
      } else if (i in this) {
        out.push(this[i]);
      }
    }
    return out;
  };
  Array.from = function from(items, each) {
    var out = [], i = 0;
    if (items === undefined || items === null) throw new TypeError("Array.from was given nothing");
    if (items[Symbol.iterator]) {
      for (let item of items) { out.push(each ? each(item, i) : item); i++; }
    } else {
      var length = items.length >>> 0;
      for (; i < length; i++) out.push(each ? each(items[i], i) : items[i]);
    }
    return out;
  };
  Function.prototype.apply = native.applying(Function.prototype.apply);
  JSON.parse = native.parsing(JSON.parse);
  JSON.stringify = native.stringify;
  delete Math.random;

  keys(global).forEach(function (name) {
    if (!Object.prototype.hasOwnProperty.call(allowed, name)) {
      delete global[name];
      return;
    }
    var keep = allowed[name], owner = global[name];
    if (keep === null || (typeof owner !== "function" && typeof owner !== "object")) return;
    keys(owner).forEach(function (member) {
      if (keep.indexOf(member) < 0 && ["prototype", "length", "name"].indexOf(member) < 0) delete owner[member];
    });
  });

  var shared = [], next = 0;
  var add = function (value) {
    if (value !== null && (typeof value === "object" || typeof value === "function") && shared.indexOf(value) < 0) {
      shared.push(value);
    }
  };
  roots.forEach(add);
  roots = null;
  while (next < shared.length) {
    var object = shared[next++];
    forbidden.forEach(function (name) {
      if (describe(object, name)) delete object[name];
    });
    add(parent(object));
    keys(object).forEach(function (name) {
      var described = describe(object, name);
      if (described) { add(described.value); add(described.get); add(described.set); }
    });
  }
  return shared;
})
