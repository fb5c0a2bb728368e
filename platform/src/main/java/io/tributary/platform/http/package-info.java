/**
 * The HTTP server of both services: listeners, limits, admission, security headers, request ids,
 * slash collapsing and the way an error becomes a page or JSON. Knows no endpoint.
 */
package io.tributary.platform.http;
