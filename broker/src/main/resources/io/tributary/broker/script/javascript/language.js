// What the rewriting of scripts calls: lists spread into calls, the rest of an arrow's arguments, and
// classes. Runs before realm.js takes the rights away, and keeps those that it needs to itself. No
// script knows these functions by a name. `applying` is a guarded Function.prototype.apply.
(function (applying, construct) {
  var create = Object.create, define = Object.defineProperty, describe = Object.getOwnPropertyDescriptor,
    keys = Reflect.ownKeys, become = Object.setPrototypeOf, functions = Function.prototype, objects = Object.prototype, make = Reflect.construct, iterator = Symbol.iterator,
    isList = Array.isArray;

  function call(target, list) {
    if (typeof target !== "function") throw new TypeError("what is called here is not a function");
    return applying.call(target, undefined, list);
  }

  function method(target, name, list) {
    var found = target[name];
    if (typeof found !== "function") throw new TypeError(String(name).concat(" is not a function, it is ", typeof found, "."));
    return applying.call(found, target, list);
  }

  function on(found, self, list) {
    if (typeof found !== "function") throw new TypeError("there is no such method above");
    return applying.call(found, self, list);
  }

  function makeNew(target, list) {
    if (typeof target !== "function") throw new TypeError("what follows new is not a class");
    return make(target, list);
  }

  function rest(count, arrow) {
    return function () {
      var head = [], tail = [];
      for (var i = 0; i < arguments.length; i++) (i < count ? head : tail).push(arguments[i]);
      while (head.length < count) head.push(undefined);
      head.push(tail);
      return applying.call(arrow, undefined, head);
    };
  }

  // ECMA-262 §8.6.2: no more is taken than the pattern has places for.
  function items(value, count) {
    if (value === undefined || value === null || typeof value[iterator] !== "function") {
      throw new TypeError("what is taken apart here is not a list");
    }
    if (isList(value)) return value;
    var out = [];
    if (count === 0) return out;
    for (let item of value) {
      out.push(item);
      if (out.length === count) break;
    }
    return out;
  }

  // ECMA-262 §15.7: methods do not show in walks, `super` is the class above, `new` is needed.
  function classOf(name, above, members) {
    var parent = above === null ? null : above[0];
    if (above !== null && (typeof parent !== "function" || !parent.prototype || !parent.prototype[construct])) {
      throw new TypeError("a class can extend a class of its own script only");
    }
    var prototype = create(parent ? parent.prototype : objects);
    var made = function () {
      if (!(this instanceof made)) throw new TypeError("a class is called with new");
      var list = [];
      for (var i = 0; i < arguments.length; i++) list.push(arguments[i]);
      var given = applying.call(prototype[construct], this, list);
      return given !== null && (typeof given === "object" || typeof given === "function") ? given : this;
    };
    define(made, "name", {value: name, configurable: true});
    define(made, "prototype", {value: prototype, writable: false});
    define(prototype, "constructor", {value: made, writable: true, configurable: true});
    if (!parent) define(prototype, construct, {value: function () {}, configurable: true});
    for (var i = 0; i < members.length; i += 2) {
      var ofClass = members[i] === 1, literal = members[i + 1];
      become(literal, ofClass ? parent || functions : parent ? parent.prototype : objects);
      keys(literal).forEach(function (key) {
        var described = describe(literal, key), target = ofClass ? made : prototype, before = describe(target, key);
        described.enumerable = false;
        if (before && described.get !== before.get && !described.get && "set" in described) described.get = before.get;
        if (before && described.set !== before.set && !described.set && "get" in described) described.set = before.set;
        define(target, key, described);
      });
    }
    if (parent) become(made, parent);
    return made;
  }

  return [call, method, on, makeNew, rest, classOf, items];
})
