/**
 * People: accounts, groups, roles, local passwords and their throttling. Knows no session, no page
 * and no provider.
 */
package io.tributary.inventory.user;
