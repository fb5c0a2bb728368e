package io.tributary.broker.account;

import static java.util.function.Predicate.not;

import io.tributary.broker.keys.DataKey;
import io.tributary.broker.keys.Sealer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The data keys of accounts: what is kept of a person's logins is sealed under the person's own
 * key, which {@link AccountClosingSql#DELETED} destroys. Never cached: a key that is gone must be
 * gone on every node at once.
 */
public final class AccountKeys {
  private final AccountKeyRepository repository;
  private final Sealer atRest;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param atRest for the purpose of account data keys alone
   */
  public AccountKeys(AccountKeyRepository repository, Sealer atRest) {
    this.repository = repository;
    this.atRest = atRest;
  }

  /**
   * The keys to seal with, made where an account has none yet.
   *
   * @param vertx on whose workers they are made
   * @return in one statement where all have one; without accounts that are deleted or unknown
   */
  public Future<SealedKeys> toSeal(Vertx vertx, Collection<String> subjects) {
    List<String> distinct = subjects.stream().distinct().toList();
    return toOpen(distinct)
        .compose(
            known -> {
              List<String> missing =
                  distinct.stream().filter(not(known.subjects()::contains)).toList();
              return missing.isEmpty()
                  ? Future.succeededFuture(known)
                  : vertx
                      .executeBlocking(() -> made(missing), false)
                      .compose(repository::add)
                      .compose(added -> toOpen(distinct));
            });
  }

  /** The keys that there are; an account without one has nothing that could be opened. */
  public Future<SealedKeys> toOpen(Collection<String> subjects) {
    return subjects.isEmpty()
        ? Future.succeededFuture(SealedKeys.NONE)
        : repository
            .find(List.copyOf(subjects))
            .map(found -> new SealedKeys(found, this::unbroken));
  }

  /**
   * Accounts with their keys still sealed, for whoever opens many on a thread of their own.
   *
   * @return by subject; without accounts that are deleted or unknown
   */
  public Future<Map<String, KeyOwner>> owners(Collection<String> subjects) {
    return repository.owners(subjects.stream().distinct().toList());
  }

  /** The account of a user name; empty when there is none, or it is deleted. */
  public Future<Optional<KeyOwner>> named(String username) {
    return repository.named(UserName.of(username).map(UserName::key).orElse(""));
  }

  /**
   * The key of one of them; takes some microseconds.
   *
   * @return empty when it has none, or one that somebody changed
   */
  public Optional<DataKey> open(KeyOwner owner) {
    return owner.sealed().flatMap(key -> unbroken(owner.subject(), key));
  }

  /** Destroys what a deletion in the same moment has left. */
  public Future<Integer> sweep() {
    return repository.sweep();
  }

  private Optional<DataKey> unbroken(String subject, Buffer sealed) {
    try {
      return Optional.of(opened(subject, sealed));
    } catch (Sealer.SealBroken changed) {
      return Optional.empty();
    }
  }

  private DataKey opened(String subject, Buffer sealed) {
    return DataKey.of(random, atRest.open(sealed.getBytes(), context(subject)));
  }

  private Map<String, Buffer> made(List<String> subjects) {
    Map<String, Buffer> sealed = new LinkedHashMap<>();
    for (String subject : subjects) {
      byte[] key = DataKey.make(random).bytes();
      sealed.put(subject, Buffer.buffer(atRest.seal(key, context(subject))));
    }
    return sealed;
  }

  private static String context(String subject) {
    return "account_data_key " + subject;
  }
}
