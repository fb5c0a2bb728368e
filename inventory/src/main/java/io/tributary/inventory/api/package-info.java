/** The REST API in NetBox's manners: so far the question who one is. Knows no page. */
package io.tributary.inventory.api;
