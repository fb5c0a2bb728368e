package io.tributary.broker.logout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.Clients;
import io.tributary.broker.client.LogoutChannels;
import io.tributary.broker.keys.Sealer;
import io.tributary.broker.kit.BrokerDatabase;
import io.tributary.broker.kit.ClientFixture;
import io.tributary.broker.kit.TestClock;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.Layout;
import io.tributary.platform.protocol.OAuthException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A logout request on its way: what was checked may have become wrong meanwhile. */
class PendingLogoutTest {
  private static final String BACK = "https://app.example/bye";
  private static final Issuer ROOT =
      Issuer.of(URI.create("https://broker.example"), Layout.NATIVE, "");
  private static final Issuer OTHER =
      Issuer.of(URI.create("https://broker.example"), Layout.OKTA, "default");

  private final TestClock clock = new TestClock();

  /** Puts the context before the text: enough to see that it must be the same. */
  private record Labelling() implements Sealer {
    @Override
    public byte[] seal(byte[] plain, String context) {
      String text = new String(plain, StandardCharsets.UTF_8);
      return (context + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] open(byte[] sealed, String context) {
      String text = new String(sealed, StandardCharsets.UTF_8);
      if (!text.startsWith(context + "\n")) {
        throw new SealBroken();
      }
      return text.substring(context.length() + 1).getBytes(StandardCharsets.UTF_8);
    }
  }

  private static Client client(String... addresses) {
    return ClientFixture.client("app")
        .logout(new LogoutChannels(Set.of(addresses), Optional.empty(), Optional.empty()))
        .build();
  }

  private PendingLogout pending(List<Client> clients) {
    return new PendingLogout(new Labelling(), new Clients(clients), clock);
  }

  private String written() {
    Client before = client(BACK);
    return pending(List.of(before))
        .write(
            new LogoutRequest(
                Optional.of(before),
                Optional.of("sid"),
                true,
                Optional.empty(),
                Optional.of(BACK),
                Optional.of("state")),
            ROOT);
  }

  private Optional<String> returnAddress(List<Client> clients) {
    return BrokerDatabase.await(pending(clients).read(written(), ROOT)).returnAddress();
  }

  @Test
  void itComesBackAsItWas() {
    assertEquals(Optional.of(BACK + "?state=state"), returnAddress(List.of(client(BACK))));
  }

  /** No open redirect to what a client was registered for once. */
  @Test
  void aClientThatIsGoneOrChangedReturnsNowhere() {
    assertEquals(Optional.empty(), returnAddress(List.of()));
    assertEquals(Optional.empty(), returnAddress(List.of(client(BACK + "/other"))));
  }

  @Test
  void whatWasCheckedForOneIssuerCountsAtNoOther() {
    Throwable refused =
        BrokerDatabase.failure(pending(List.of(client(BACK))).read(written(), OTHER));
    assertInstanceOf(OAuthException.class, refused);
  }

  @Test
  void itIsGoodForHalfAnHour() {
    String written = written();
    clock.forward(Duration.ofMinutes(31));
    assertInstanceOf(
        OAuthException.class,
        BrokerDatabase.failure(pending(List.of(client(BACK))).read(written, ROOT)));
  }
}
