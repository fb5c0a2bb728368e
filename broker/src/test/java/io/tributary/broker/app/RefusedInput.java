package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * Tests of what comes from a browser and must be refused: after each of them nobody is logged in by
 * it, nothing was written, and the next login works.
 */
abstract class RefusedInput {
  static World world;
  static TestApplication inventory;

  final Person person = world.person();
  private long sessions;
  private long accounts;
  private int logged;

  @BeforeAll
  static void start() {
    world = World.open();
    inventory = world.inventory();
    world.login(world.person(), inventory).code();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @BeforeEach
  void count() {
    sessions = world.sessions();
    accounts = world.accounts();
    logged = world.broker().log().length();
  }

  @AfterEach
  void nothingWasLeftAndNothingWasLost() {
    assertTrue(person.session().isEmpty());
    assertEquals(sessions, world.sessions());
    assertEquals(accounts, world.accounts());
    world.login(person, inventory).code();
    String since = world.broker().log().substring(logged);
    assertFalse(since.contains("request.failed") && !since.contains("no usable code"), since);
  }
}
