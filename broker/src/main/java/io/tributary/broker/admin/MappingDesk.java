package io.tributary.broker.admin;

import io.tributary.broker.laboratory.Drafting;
import io.tributary.broker.laboratory.MappingRepository;
import io.tributary.broker.laboratory.Publishing;
import java.util.function.Supplier;

/**
 * The laboratory, as console and API use it.
 *
 * @param drafting a new one for each piece of work: what it compiles is forgotten with it
 * @param publishing likewise
 */
public record MappingDesk(
    MappingRepository mappings,
    Supplier<Drafting> drafting,
    Supplier<Publishing> publishing,
    MappingDiff diff) {}
