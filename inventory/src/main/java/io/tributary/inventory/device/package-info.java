/** Devices: what is mounted in racks, and the rules of where it fits. */
package io.tributary.inventory.device;
