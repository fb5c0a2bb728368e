package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Tests of a person's way to the inventory, in the world as it usually is. */
abstract class MainPath {
  static World world;
  static TestApplication inventory;

  final Person person = world.person();

  @BeforeAll
  static void start() {
    world = World.open();
    inventory = world.inventory();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @AfterEach
  void heal() {
    world.okta().heal().user(World.ALICE);
    assertEquals(List.of(), world.okta().objections());
    assertEquals(List.of(), person.browser().cookies().rejected());
  }
}
