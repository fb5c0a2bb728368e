package io.tributary.inventory.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.inventory.app.Scene;
import io.tributary.platform.http.Browser;
import io.tributary.platform.http.Form;
import io.tributary.platform.http.Page;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourcePagesIT {
  private static final String SCRIPT = "<script>alert(1)</script>\"'>&{{x}}";
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

  @Test
  void aSiteIsCreatedChangedDeletedAndEveryStepIsLogged() {
    Page created = add("sites", Map.of("name", "Ams", "slug", "ams"));
    assertEquals(303, created.status());
    Page shown = staff.follow(created);
    assertTrue(shown.text().contains("Created."));
    String path = shown.uri().getPath();
    Page saved = staff.submit(edit(path).with("description", "new"));
    assertEquals(303, saved.status(), saved.text());
    assertTrue(staff.follow(saved).text().contains("Description: — → new"));
    Page gone = staff.submit(staff.open(scene.url(path + "delete/")).formTo("/delete/"));
    assertEquals(303, gone.status());
    assertEquals(404, staff.open(scene.url(path)).status());

    List<Row> changes = scene.sql("SELECT * FROM object_change ORDER BY id");
    assertEquals(
        List.of("create", "update", "delete"),
        changes.stream().map(row -> row.getString("action")).toList());
    changes.forEach(row -> assertEquals("sam", row.getString("username")));
    assertEquals(
        saved.header("X-Request-ID").orElseThrow(), changes.get(1).getString("request_id"));
    JsonObject after = changes.get(1).getJsonObject("after");
    assertEquals("new", after.getString("description"));
    assertEquals(null, changes.get(1).getJsonObject("before").getString("description"));
  }

  @Test
  void whoeverSavesSecondSeesBothVersions() {
    String path = path(add("sites", Map.of("name", "Both", "slug", "both")));
    Form mine = edit(path).with("description", "mine");
    staff.submit(edit(path).with("description", "theirs").with("region", "North"));
    Page conflict = staff.submit(mine);
    assertEquals(409, conflict.status());
    assertTrue(conflict.text().contains("mine") && conflict.text().contains("theirs"));
    assertEquals("theirs", description(path));
    Page forced = staff.submit(conflict.formTo("/edit/"));
    assertEquals(303, forced.status());
    assertEquals("mine", description(path));
  }

  @Test
  void aFormOfAnOlderVersionDeletesNothing() {
    String path = path(add("sites", Map.of("name", "Old", "slug", "old")));
    Form delete = staff.open(scene.url(path + "delete/")).formTo("/delete/");
    staff.submit(edit(path).with("description", "kept"));
    assertEquals(409, staff.submit(delete).status());
    assertEquals("kept", description(path));
  }

  @Test
  void whatIsInUseStaysAndSaysByWhom() {
    String site = path(add("sites", Map.of("name", "Used", "slug", "used")));
    String rack = path(add("racks", Map.of("name", "R1", "site", id(site))));
    add("devices", Map.of("name", "dev-1", "role", "server", "site", id(site), "rack", id(rack)));
    for (String path : List.of(site, rack)) {
      Page refused = staff.submit(staff.open(scene.url(path + "delete/")).formTo("/delete/"));
      assertEquals(409, refused.status());
      assertTrue(refused.text().contains("dev-1"), refused.text());
    }
    assertEquals(1, scene.count("dcim_rack"));
    Page moved =
        staff.submit(
            edit(rack).with("site", id(path(add("sites", Map.of("name", "N", "slug", "n"))))));
    assertEquals(422, moved.status());
    assertTrue(moved.text().contains("Move them first"));
  }

  @Test
  void devicesThatDoNotFitAreRefused() {
    String site = path(add("sites", Map.of("name", "Fit", "slug", "fit")));
    String rack = path(add("racks", Map.of("name", "R1", "site", id(site))));
    Map<String, String> base = Map.of("role", "server", "site", id(site), "rack", id(rack));
    add(
        "devices",
        with(
            base,
            Map.of("name", "first", "position", "10", "face", "front", "asset_tag", "taken")));
    assertEquals(1, scene.count("dcim_device"));
    for (Map.Entry<Map<String, String>, String> row : misfits()) {
      Page page = add("devices", with(with(base, Map.of("name", "second")), row.getKey()));
      assertEquals(422, page.status(), row.toString());
      assertTrue(page.text().contains(row.getValue()), row + " " + page.text());
    }
    assertEquals(1, scene.count("dcim_device"));
    assertEquals(
        303,
        add("devices", with(base, Map.of("name", "rear", "position", "10", "face", "rear")))
            .status());
    Page shortened = staff.submit(edit(rack).with("u_height", "9"));
    assertEquals(422, shortened.status());
    assertTrue(shortened.text().contains("stands above"));
  }

  private static List<Map.Entry<Map<String, String>, String>> misfits() {
    return List.of(
        Map.entry(Map.of("position", "42.5", "face", "front"), "beyond the rack's top"),
        Map.entry(
            Map.of("position", "42", "face", "front", "u_height", "2"), "beyond the rack's top"),
        Map.entry(Map.of("position", "10", "face", "front"), "takes this space"),
        Map.entry(Map.of("position", "10.5", "face", "front"), "takes this space"),
        Map.entry(Map.of("position", "9", "face", "front", "u_height", "2"), "takes this space"),
        Map.entry(Map.of("position", "10"), "needs the face"),
        Map.entry(Map.of("position", "0.5", "face", "front"), "from 1"),
        Map.entry(Map.of("position", "1.3", "face", "front"), "whole or half units"),
        Map.entry(Map.of("position", "x", "face", "front"), "number such as"),
        Map.entry(Map.of("face", "side"), "Choose one"),
        Map.entry(Map.of("asset_tag", "taken"), "has this asset tag"),
        Map.entry(Map.of("name", "first"), "has this name"),
        Map.entry(Map.of("u_height", "0"), "from 0.5"),
        Map.entry(Map.of("status", "gone"), "Choose one"),
        Map.entry(Map.of("rack", "999999"), "does not stand in that site"),
        Map.entry(Map.of("rack", "", "site", "999999"), "does not exist"),
        Map.entry(Map.of("rack", "x"), "Choose one"),
        Map.entry(Map.of("name", ""), "required"),
        Map.entry(Map.of("name", "n".repeat(65)), "At most 64"));
  }

  @Test
  void twoDevicesNeverGetOnePlace() throws Exception {
    String site = path(add("sites", Map.of("name", "Race", "slug", "race")));
    String rack = path(add("racks", Map.of("name", "R1", "site", id(site))));
    List<Integer> statuses = new java.util.concurrent.CopyOnWriteArrayList<>();
    List<Thread> threads = new java.util.ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String name = "racer-" + i;
      Browser browser = scene.local("sam");
      Form form =
          fill(
              browser.open(scene.url("/dcim/devices/add/")).formTo("/add/"),
              Map.of(
                  "name",
                  name,
                  "role",
                  "x",
                  "site",
                  id(site),
                  "rack",
                  id(rack),
                  "position",
                  "5",
                  "face",
                  "front"));
      threads.add(new Thread(() -> statuses.add(browser.submit(form).status())));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(1, statuses.stream().filter(status -> status == 303).count(), statuses.toString());
    assertEquals(1, scene.count("dcim_device"));
  }

  @Test
  void markupIsShownAsText() {
    String site =
        path(
            add(
                "sites",
                Map.of(
                    "name",
                    SCRIPT,
                    "slug",
                    "x",
                    "region",
                    SCRIPT,
                    "facility",
                    SCRIPT,
                    "description",
                    SCRIPT,
                    "comments",
                    SCRIPT)));
    String rack =
        path(
            add(
                "racks",
                Map.of("name", SCRIPT, "site", id(site), "serial", SCRIPT, "comments", SCRIPT)));
    add("devices", Map.of("name", SCRIPT, "role", SCRIPT, "site", id(site), "rack", id(rack)));
    staff.submit(edit(site).with("description", SCRIPT + "2"));
    for (String path :
        List.of(
            site,
            site + "edit/",
            site + "delete/",
            rack,
            rack + "edit/",
            "/dcim/sites/?q=" + encoded(SCRIPT),
            "/dcim/racks/",
            "/dcim/devices/",
            "/dcim/devices/add/")) {
      Page page = staff.open(scene.url(path));
      assertEquals(200, page.status(), path);
      assertFalse(page.body().contains("<script"), path);
      assertFalse(page.body().contains("\"'>"), path);
    }
    Page refused = add("sites", Map.of("name", SCRIPT, "slug", SCRIPT));
    assertEquals(422, refused.status());
    assertFalse(refused.body().contains("<script"));
    Page inUse = staff.submit(staff.open(scene.url(site + "delete/")).formTo("/delete/"));
    assertEquals(409, inUse.status());
    assertFalse(inUse.body().contains("<script"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "x",
        "1x",
        "99999999999999999999",
        "%00",
        "1%2f2",
        "9223372036854775807"
      })
  void noSuchObjectIsNotFound(String id) {
    int status = staff.open(scene.url("/dcim/sites/" + id + "/")).status();
    assertTrue(status == 404 || status == 400, id + " " + status);
  }

  private static Map<String, String> with(Map<String, String> base, Map<String, String> more) {
    Map<String, String> all = new java.util.LinkedHashMap<>(base);
    all.putAll(more);
    return all;
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

  private static Form edit(String path) {
    return staff.open(scene.url(path + "edit/")).formTo("/edit/");
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

  private static String description(String path) {
    return scene
        .sql("SELECT description FROM dcim_site WHERE id = $1", Long.parseLong(id(path)))
        .get(0)
        .getString("description");
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
