/**
 * The browser's and the client's side of HTTP: parameters (duplicates refused), cookies, which
 * issuer a request is for, and delivery (an outcome or an error becomes a page, a redirect or
 * JSON). Knows no flow.
 */
package io.tributary.broker.web;
