/**
 * JavaScript on hardened Rhino: reading and rewriting a script ({@code Js…}, {@code
 * JavaScriptSource}), built-in objects that no script can change ({@code RealmGuards}, {@code
 * realm.js}), and running it ({@code Rhino…}). The only package that sees the engine's classes.
 */
package io.tributary.broker.script.javascript;
