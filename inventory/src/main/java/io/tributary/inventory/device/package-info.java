/**
 * Devices: what is mounted in racks. Only the declaration; where one fits is the database's to say,
 * and the declaration gives its constraints words.
 */
package io.tributary.inventory.device;
