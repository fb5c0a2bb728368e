package io.tributary.inventory.resource;

/** One line of a select. */
public record Option(String value, String label, boolean selected) {}
