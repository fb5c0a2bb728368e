/**
 * How a program begins and ends: {@code serve}, every other command, and what both tell a person.
 * It owns the process (stop hook, exit status, embedded servers, log) and the options that every
 * program has; it knows neither of the programs. What {@code serve} needs loads no command-line
 * library.
 */
package io.tributary.platform.launch;
