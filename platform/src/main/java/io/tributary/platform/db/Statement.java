package io.tributary.platform.db;

/**
 * A named SQL statement, kept as a constant of the repository that owns it.
 *
 * @param name {@code table.intent}, for example {@code code.redeem}: the label in metrics and logs
 * @param sql with {@code $1} parameters; always prepared
 */
public record Statement(String name, String sql) {}
