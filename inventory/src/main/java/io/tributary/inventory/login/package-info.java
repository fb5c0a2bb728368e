/**
 * Logging in and out at NetBox's own addresses: local passwords, single sign-on, and the end of a
 * session here and at the provider.
 */
package io.tributary.inventory.login;
