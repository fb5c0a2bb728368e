/**
 * What a change of mappings would do: everybody who is recorded, and every local account, is mapped
 * with what is live and with what is proposed, and the results are compared.
 *
 * <p>Runs the engine of the logins on threads of its own. Must not know HTTP; that somebody may see
 * what others are told is its caller's affair.
 */
package io.tributary.broker.replay;
