/**
 * Pages on which a person who is signed in at the broker sees what is theirs: their latest logins,
 * from the traces of these. Shows nobody anything of anybody else, and changes nothing. Knows no
 * step of a login and no administrator.
 */
package io.tributary.broker.person;
