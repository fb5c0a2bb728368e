package io.tributary.platform.db;

/**
 * Statements whose effect survives a crash once they have answered ({@code synchronous_commit =
 * on}): a repository that takes one promises so to its callers.
 */
public interface Durable extends SqlRunner {}
