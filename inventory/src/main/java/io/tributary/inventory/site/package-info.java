/** Sites: the places where things stand. */
package io.tributary.inventory.site;
