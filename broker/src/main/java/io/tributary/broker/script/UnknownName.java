package io.tributary.broker.script;

import java.util.Set;

/**
 * A name in a script that nothing defines: the script fails where it comes to it.
 *
 * @param line from 1
 * @param column from 1
 * @param declaredElsewhere whether the script declares it, where this place cannot see it
 * @param known the names that can be seen from there
 */
public record UnknownName(
    String name, int line, int column, boolean declaredElsewhere, Set<String> known) {}
