/**
 * Starlark, and on top of it what authentik's Python expressions use: reading ({@code Lexer},
 * {@code …Parser}), resolving names to places ({@code Scope}), the tree that evaluates itself
 * ({@code Expr}, {@code Stmt}), values and their types ({@code …Type}), and built-in functions and
 * methods, each of which says what it will cost before it works. {@code Dialect} tells the two
 * languages apart. Knows no claim and no person; a tree holds nothing of an evaluation.
 */
package io.tributary.broker.script.starlark;
