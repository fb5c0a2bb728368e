package io.tributary.broker.replay;

import io.tributary.broker.script.ScriptFailure;
import java.util.Optional;
import java.util.Set;

/**
 * One person's part of a report.
 *
 * @param held privileged names that they have now, at any application
 * @param unsure those that they have now, or may have, and nobody can say whether they keep
 * @param holds those that they have afterwards, from claims that no mapping makes which read what
 *     is not kept
 * @param limit that the proposed mappings reached, where that denies the login
 * @param difference empty: there is none
 */
record PersonOutcome(
    String username,
    Outcome outcome,
    Set<Right> gained,
    Set<Right> lost,
    Set<Right> held,
    Set<Right> holds,
    Set<Right> unsure,
    Optional<ScriptFailure.Reason> limit,
    Optional<PersonDifference> difference) {}
