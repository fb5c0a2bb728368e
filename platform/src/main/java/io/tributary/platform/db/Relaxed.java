package io.tributary.platform.db;

/**
 * Reads, and writes that a crash of the database may forget without harm ({@code synchronous_commit
 * = off}): forgetting one must refuse something, never allow it.
 */
public interface Relaxed extends SqlRunner {}
