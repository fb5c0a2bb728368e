/**
 * Running scripts that we do not trust: threads, limits, what was used, and how a script can fail.
 * Plain values go in and come out. Each language is a package below this one, and only its {@code
 * ScriptLanguage} is seen from outside; it is written with {@code ScriptUsage}, which counts, and
 * {@code LimitError}, which no script can catch. Every limit of {@code Limits} has a {@code
 * ScriptFailure.Reason}, which is its label in the metrics. Knows no claim, mapping, person or
 * scope.
 */
package io.tributary.broker.script;
