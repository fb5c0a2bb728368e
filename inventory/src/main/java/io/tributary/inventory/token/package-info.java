/** NetBox v1 API tokens: 40 hex digits, shown once, stored hashed. */
package io.tributary.inventory.token;
