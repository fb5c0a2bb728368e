/**
 * From a valid authorization request to its response: one decision after every detour, the detours
 * (upstream, local password, consent) as steps that return to it.
 */
package io.tributary.broker.login;
