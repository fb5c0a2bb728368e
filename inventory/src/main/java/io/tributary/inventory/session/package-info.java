/**
 * Sessions on the server side, their cookie, and the gate that every page passes: who is there, may
 * they, and is the form ours. Knows no way of logging in.
 */
package io.tributary.inventory.session;
