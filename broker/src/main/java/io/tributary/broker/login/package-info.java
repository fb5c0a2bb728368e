/**
 * From an authorization request to its response: one decision after every detour ({@code
 * NextStep}), the detours (upstream, local password, consent) as steps that return to it with proof
 * of what they did. What a request means is judged in {@code request}; what is issued is made in
 * {@code token}. No step calls another, and none speaks to the client: {@code LoginFailures} and
 * {@code AuthorizationResponse} do.
 */
package io.tributary.broker.login;
