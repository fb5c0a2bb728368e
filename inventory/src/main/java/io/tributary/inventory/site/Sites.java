package io.tributary.inventory.site;

import io.tributary.inventory.resource.Choice;
import io.tributary.inventory.resource.Choice.Tone;
import io.tributary.inventory.resource.Field;
import io.tributary.inventory.resource.Resource;
import java.util.List;

/** NetBox's {@code dcim.site}; region is a plain text until regions are a resource of their own. */
public final class Sites {
  private static final List<Choice> STATUS =
      List.of(
          new Choice("planned", "Planned", Tone.BUSY),
          new Choice("staging", "Staging", Tone.BUSY),
          new Choice("active", "Active", Tone.GOOD),
          new Choice("decommissioning", "Decommissioning", Tone.WARN),
          new Choice("retired", "Retired", Tone.PLAIN));

  private Sites() {}

  public static Resource declaration() {
    return Resource.of("dcim", "site", "sites")
        .called("Site", "Sites", "Organization")
        .field(Field.text("name", "Name", 100).require())
        .field(Field.slug("slug", "Slug").require().explained("Short name for addresses: ams-01."))
        .field(Field.choice("status", "Status", STATUS).require().startingAs("active"))
        .field(Field.text("region", "Region", 100))
        .field(Field.text("facility", "Facility", 50).explained("The data centre's own name."))
        .field(Field.text("description", "Description", 200))
        .field(Field.longText("comments", "Comments"))
        .list("status", "region", "facility", "description")
        .search("name", "slug", "region", "facility", "description")
        .constraint("dcim_site_name_unique", "name", "Another site has this name.")
        .constraint("dcim_site_slug_unique", "slug", "Another site has this slug.")
        .build();
  }
}
