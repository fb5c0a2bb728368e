package io.tributary.inventory.resource;

/**
 * What is wrong with a field.
 *
 * @param field name, or empty when it concerns the whole form
 * @param message a sentence for the person at the form
 */
public record Problem(String field, String message) {}
