/** Racks: where in a site devices are mounted. */
package io.tributary.inventory.rack;
