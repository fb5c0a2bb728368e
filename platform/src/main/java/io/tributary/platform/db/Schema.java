package io.tributary.platform.db;

/**
 * The schema a program needs.
 *
 * @param location class-path folder of the Flyway migrations, for example {@code db/broker}
 * @param version number of the newest migration compiled into this program
 */
public record Schema(String location, int version) {}
