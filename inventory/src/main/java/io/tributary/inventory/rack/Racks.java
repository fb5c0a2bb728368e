package io.tributary.inventory.rack;

import io.tributary.inventory.resource.Choice;
import io.tributary.inventory.resource.Choice.Tone;
import io.tributary.inventory.resource.Field;
import io.tributary.inventory.resource.Resource;
import java.util.List;

/** NetBox's {@code dcim.rack}. */
public final class Racks {
  private static final List<Choice> STATUS =
      List.of(
          new Choice("reserved", "Reserved", Tone.WARN),
          new Choice("available", "Available", Tone.GOOD),
          new Choice("planned", "Planned", Tone.BUSY),
          new Choice("active", "Active", Tone.GOOD),
          new Choice("deprecated", "Deprecated", Tone.BAD));

  private Racks() {}

  public static Resource declaration() {
    return Resource.of("dcim", "rack", "racks")
        .called("Rack", "Racks", "Equipment")
        .field(Field.reference("site", "Site", "site").require())
        .field(Field.text("name", "Name", 100).require())
        .field(Field.choice("status", "Status", STATUS).require().startingAs("active"))
        .field(
            Field.whole("u_height", "Height (U)", 1, 100)
                .require()
                .startingAs("42")
                .explained("Height in rack units."))
        .field(Field.text("serial", "Serial number", 50))
        .field(Field.text("asset_tag", "Asset tag", 50).explained("Unique over all racks."))
        .field(Field.text("description", "Description", 200))
        .field(Field.longText("comments", "Comments"))
        .list("site", "status", "u_height", "serial", "asset_tag")
        .search("name", "serial", "asset_tag", "description")
        .qualifiedBy("site")
        .constraint("dcim_rack_site", "site", "This site does not exist any more.")
        .constraint("dcim_rack_name_unique", "name", "Another rack of this site has this name.")
        .constraint("dcim_rack_asset_tag_unique", "asset_tag", "Another rack has this asset tag.")
        .constraint(
            "dcim_rack_holds_devices",
            "u_height",
            "A device stands above this height. Move it first.")
        .constraint(
            "dcim_device_rack_of_site",
            "site",
            "Devices stand in this rack, and they belong to its site. Move them first.")
        .build();
  }
}
