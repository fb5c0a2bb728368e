package io.tributary.broker.admin;

import io.tributary.broker.laboratory.Canaries;
import io.tributary.broker.laboratory.DraftTrial;
import io.tributary.broker.laboratory.Drafting;
import io.tributary.broker.laboratory.MappingRepository;
import io.tributary.broker.laboratory.Publishing;
import io.tributary.broker.recording.SeenGroups;
import java.util.function.Supplier;

/**
 * The laboratory, as console and API use it.
 *
 * @param drafting a new one for each piece of work: what it compiles is forgotten with it
 * @param trials likewise
 * @param publishing likewise
 * @param seen names of groups that people had
 */
public record MappingDesk(
    MappingRepository mappings,
    Supplier<Drafting> drafting,
    Supplier<DraftTrial> trials,
    Supplier<Publishing> publishing,
    Canaries canaries,
    SeenGroups seen,
    MappingDiff diff) {}
