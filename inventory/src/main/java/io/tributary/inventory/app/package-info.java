/**
 * Puts the inventory together by constructor calls, starts and stops it, and is its command line.
 * Nobody depends on this package.
 */
package io.tributary.inventory.app;
