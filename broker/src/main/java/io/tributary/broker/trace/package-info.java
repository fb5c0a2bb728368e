/**
 * The why-trace: what every login, and every denial, found out and decided, from the provider's
 * claims to those of the tokens. Owns its document, how it is made small and unreadable to others,
 * its rows, and the question why somebody has a role. Knows no request, page or step of a login:
 * those hand in {@link io.tributary.broker.trace.Fact}s. Writes off the way of logins and never
 * fails one. How long traces are kept is one number for all ({@link
 * io.tributary.broker.trace.TraceRepository#KEPT}), since days are dropped whole.
 */
package io.tributary.broker.trace;
