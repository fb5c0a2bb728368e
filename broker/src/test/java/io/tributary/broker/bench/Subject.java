package io.tributary.broker.bench;

import java.io.IOException;
import java.util.Set;

/** A provider under measurement: running processes whose CPU time can be read. */
interface Subject {
  /** As the tables call it. */
  String name();

  Endpoints endpoints();

  /** Names of the operations that it can do. */
  Set<String> operations();

  /** Seconds of user and system time of the provider until now. */
  double serverCpuSeconds() throws IOException;

  /**
   * What of {@link #serverCpuSeconds} its JVM's compiler took; 0 where there is none. Threads that
   * have ended are not in it: at least so much.
   */
  default double compilerCpuSeconds() throws IOException {
    return 0;
  }

  /** The same of its database; 0 where it has none. */
  double databaseCpuSeconds() throws IOException;

  /** Resident memory of the provider in MiB: {@code VmRSS} (now) or {@code VmHWM} (at most). */
  double memory(String field) throws IOException;

  /** Ends it and deletes what it left. */
  void clear() throws IOException, InterruptedException;
}
