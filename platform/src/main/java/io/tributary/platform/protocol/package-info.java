/**
 * The words and rules of OAuth 2.0, OpenID Connect and JOSE that both services speak: error codes,
 * scopes, PKCE, token kinds, random tokens. Uses the JDK only and knows nothing of HTTP, storage or
 * any class outside this package.
 */
package io.tributary.platform.protocol;
