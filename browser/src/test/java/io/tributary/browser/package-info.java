/**
 * The demonstration as its users meet it: Debian's Chromium, what {@code scripts/quickstart}
 * starts, and nothing of ours on the class path. Every visit is watched for errors in the console
 * and for violations of a page's Content-Security-Policy.
 */
package io.tributary.browser;
