package io.tributary.inventory.device;

import io.tributary.inventory.resource.Choice;
import io.tributary.inventory.resource.Choice.Tone;
import io.tributary.inventory.resource.Field;
import io.tributary.inventory.resource.Problem;
import io.tributary.inventory.resource.Resource;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * NetBox's {@code dcim.device}. Role and height are fields of the device until roles and device
 * types are resources of their own.
 */
public final class Devices {
  private static final List<Choice> STATUS =
      List.of(
          new Choice("offline", "Offline", Tone.PLAIN),
          new Choice("active", "Active", Tone.GOOD),
          new Choice("planned", "Planned", Tone.BUSY),
          new Choice("staged", "Staged", Tone.BUSY),
          new Choice("failed", "Failed", Tone.BAD),
          new Choice("inventory", "Inventory", Tone.PLAIN),
          new Choice("decommissioning", "Decommissioning", Tone.WARN));
  private static final List<Choice> FACE =
      List.of(new Choice("front", "Front", Tone.PLAIN), new Choice("rear", "Rear", Tone.PLAIN));

  private Devices() {}

  public static Resource declaration() {
    return Resource.of("dcim", "device", "devices")
        .called("Device", "Devices", "Equipment")
        .field(Field.text("name", "Name", 64).require())
        .field(Field.text("role", "Role", 100).require().explained("Such as core switch."))
        .field(Field.choice("status", "Status", STATUS).require().startingAs("active"))
        .field(Field.reference("site", "Site", "site").require())
        .field(Field.reference("rack", "Rack", "rack").explained("A rack of that site."))
        .field(Field.choice("face", "Rack face", FACE))
        .field(
            Field.halves("position", "Position (U)", "1", "100.5")
                .explained("The lowest unit it takes, counted from the bottom."))
        .field(Field.halves("u_height", "Height (U)", "0.5", "50").require().startingAs("1"))
        .field(Field.text("serial", "Serial number", 50))
        .field(Field.text("asset_tag", "Asset tag", 50).explained("Unique over all devices."))
        .field(Field.text("description", "Description", 200))
        .field(Field.longText("comments", "Comments"))
        .list("status", "role", "site", "rack", "position", "serial")
        .search("name", "role", "serial", "asset_tag", "description")
        .qualifiedBy("site")
        .rule(Devices::positionNeedsRackAndFace)
        .constraint("dcim_device_site", "site", "This site does not exist any more.")
        .constraint("dcim_device_rack_of_site", "rack", "This rack does not stand in that site.")
        .constraint("dcim_device_name_unique", "name", "Another device of this site has this name.")
        .constraint(
            "dcim_device_asset_tag_unique", "asset_tag", "Another device has this asset tag.")
        .constraint(
            "dcim_device_space_taken", "position", "Another device takes this space of the rack.")
        .constraint(
            "dcim_device_fits_rack", "position", "The device would reach beyond the rack's top.")
        .build();
  }

  static Optional<Problem> positionNeedsRackAndFace(JsonObject columns) {
    if (columns.getValue("position") == null) {
      return Optional.empty();
    }
    if (columns.getValue("rack_id") == null) {
      return Optional.of(new Problem("rack", "A position needs a rack."));
    }
    return columns.getValue("face") == null
        ? Optional.of(new Problem("face", "A position needs the face it is mounted on."))
        : Optional.empty();
  }
}
