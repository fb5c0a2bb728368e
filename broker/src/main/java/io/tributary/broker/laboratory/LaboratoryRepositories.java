package io.tributary.broker.laboratory;

import io.tributary.platform.db.Durable;

/** The tables of this package; whoever wires it opens them. */
public record LaboratoryRepositories(
    MappingRepository mappings,
    DraftRepository drafts,
    PublicationRepository publications,
    FileRepository files,
    CanaryRepository canaries) {

  public static LaboratoryRepositories of(Durable durable) {
    return new LaboratoryRepositories(
        new MappingRepository(durable),
        new DraftRepository(durable),
        new PublicationRepository(durable),
        new FileRepository(durable),
        new CanaryRepository(durable));
  }
}
