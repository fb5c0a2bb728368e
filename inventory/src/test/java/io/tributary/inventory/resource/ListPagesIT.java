package io.tributary.inventory.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.inventory.app.Scene;
import io.tributary.platform.http.Browser;
import io.tributary.platform.http.Form;
import io.tributary.platform.http.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListPagesIT {
  private static Scene scene;
  private static Browser staff;

  @BeforeAll
  static void start() {
    scene = Scene.open();
    staff = scene.local("sam");
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  @BeforeEach
  void empty() {
    scene.sql("DELETE FROM dcim_device");
    scene.sql("DELETE FROM dcim_rack");
    scene.sql("DELETE FROM dcim_site");
    scene.sql("DELETE FROM object_change");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name; DROP TABLE dcim_site",
        "name DESC",
        "1",
        "id",
        "(SELECT 1)",
        "--",
        "-",
        "'",
        "\"name\"",
        "t.name",
        "comments",
        "pg_sleep(5)"
      })
  void onlyDeclaredOrdersAreTaken(String sort) {
    assertEquals(400, staff.open(list("sort=" + encoded(sort))).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "' OR '1'='1",
        "%",
        "_",
        "\\",
        "'; DROP TABLE dcim_site; --",
        "$1",
        "\u00e9",
        "%' OR 1=1 --"
      })
  void whatIsSearchedForIsText(String search) {
    add("sites", Map.of("name", "Plain", "slug", "plain"));
    Page page = staff.open(list("q=" + encoded(search)));
    assertEquals(200, page.status());
    assertFalse(page.text().contains("Plain"), page.text());
    assertEquals(1, scene.count("dcim_site"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status=nothing", "status=active'--", "page=0", "page=x", "page=-1", "page=99999999999",
        "per_page=0", "per_page=x", "q=a&q=b", "sort=name&sort=-name", "q=%00", "q=%ff"
      })
  void malformedQueriesAreRefused(String query) {
    assertEquals(400, staff.open(list(query)).status());
  }

  @Test
  void filtersOrderAndPagesWork() {
    String site = path(add("sites", Map.of("name", "F", "slug", "f")));
    scene.sql(
        "INSERT INTO dcim_rack (site_id, name, status, u_height) SELECT $1, 'rack-' || lpad(n::text, 3, '0'),"
            + " CASE WHEN n % 2 = 0 THEN 'active' ELSE 'planned' END, 42 FROM generate_series(1, 60) n",
        Long.parseLong(id(site)));
    Page first = staff.open(scene.url("/dcim/racks/?sort=-name&site=" + id(site)));
    assertTrue(first.text().contains("1–50 of 60") && first.text().contains("rack-060"));
    Page second = staff.open(scene.url("/dcim/racks/?sort=-name&page=2"));
    assertTrue(second.text().contains("51–60 of 60") && second.text().contains("rack-001"));
    Page active = staff.open(scene.url("/dcim/racks/?status=active&per_page=100"));
    assertTrue(active.text().contains("of 30"));
    Page both = staff.open(scene.url("/dcim/racks/?status=active&status=planned&per_page=100"));
    assertTrue(both.text().contains("of 60"));
    assertTrue(
        staff.open(scene.url("/dcim/racks/?page=9")).text().contains("Nothing here matches"));
    assertTrue(staff.open(scene.url("/dcim/racks/?q=ACK-007")).text().contains("of 1"));
  }

  private static Page add(String plural, Map<String, String> values) {
    return staff.submit(
        fill(staff.open(scene.url("/dcim/" + plural + "/add/")).formTo("/add/"), values));
  }

  private static Form fill(Form form, Map<String, String> values) {
    Form filled = form;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.with(value.getKey(), value.getValue());
    }
    return filled;
  }

  private static String path(Page created) {
    if (created.status() != 303) {
      throw new AssertionError(created + " " + created.text());
    }
    return created.location().getPath();
  }

  private static String id(String path) {
    return path.replaceAll("\\D", "");
  }

  private static String list(String query) {
    return scene.url("/dcim/sites/?" + query);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
