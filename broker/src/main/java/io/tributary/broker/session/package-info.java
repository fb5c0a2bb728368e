/** Single sign-on sessions and their cookie; a session keeps the identity of its login, sealed. */
package io.tributary.broker.session;
