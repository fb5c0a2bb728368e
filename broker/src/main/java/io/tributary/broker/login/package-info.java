/**
 * From an authorization request to its response: validation in typed phases, one decision after
 * every detour, the detours (upstream, local password, consent) as steps that return to it.
 */
package io.tributary.broker.login;
