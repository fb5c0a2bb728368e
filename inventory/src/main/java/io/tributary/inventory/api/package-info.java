/** The REST API in NetBox's manners: so far the question who one is. */
package io.tributary.inventory.api;
