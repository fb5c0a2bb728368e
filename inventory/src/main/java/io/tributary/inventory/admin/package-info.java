/** Pages about people: everybody's own, and all accounts for superusers. */
package io.tributary.inventory.admin;
