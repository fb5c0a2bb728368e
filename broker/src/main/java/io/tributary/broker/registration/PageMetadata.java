package io.tributary.broker.registration;

import io.tributary.broker.client.ClientPages;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What people are shown of a client. */
record PageMetadata(Optional<String> name, ClientPages pages) {
  private static final int MOST_CONTACTS = 10;

  static PageMetadata read(MetadataReader reader, RegistrationRules rules) {
    Optional<String> name = reader.text("client_name");
    if (name.filter(shown -> !DisplayName.isShowable(shown)).isPresent()) {
      throw MetadataReader.wrong("client_name", "cannot be shown to people");
    }
    if (name.map(DisplayName::key).filter(rules.takenNames()::contains).isPresent()) {
      throw MetadataReader.wrong("client_name", "is the name of another application");
    }
    List<String> contacts = reader.texts("contacts").orElse(List.of());
    if (contacts.size() > MOST_CONTACTS) {
      throw MetadataReader.wrong("contacts", "has too many entries");
    }
    reader.statement();
    reader.text("software_id");
    reader.text("software_version");
    return new PageMetadata(
        name,
        new ClientPages(
            address(reader, "client_uri", rules),
            address(reader, "logo_uri", rules),
            address(reader, "policy_uri", rules),
            address(reader, "tos_uri", rules)));
  }

  /** A person clicks it, or we fetch it: nothing that runs, nothing on the way in the clear. */
  private static Optional<String> address(
      MetadataReader reader, String name, RegistrationRules rules) {
    return WebAddress.read(reader, name, rules.loopback()).map(URI::toString);
  }
}
