package io.tributary.platform.relyingparty;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What decides who somebody is, and what must not. */
class RelyingPartyRulesTest {
  private static final JavaClasses PLATFORM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.tributary.platform");

  /** All that is taken from it: it fetches and verifies too loosely. */
  private static final Set<String> ALLOWED = Set.of("create", "authorizeURL", "endSessionURL");

  @Test
  void vertxAuthOauth2MakesUrlsAndNothingElse() {
    DescribedPredicate<JavaCall<?>> other =
        DescribedPredicate.describe(
            "anything but the making of URLs",
            call ->
                call.getTargetOwner().isAssignableTo(OAuth2Auth.class)
                    && !ALLOWED.contains(call.getName()));
    noClasses().should().callCodeUnitWhere(other).check(PLATFORM);
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(ProviderUrls.class.getName())
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.vertx.ext.auth.oauth2..")
        .check(PLATFORM);
  }

  @Test
  void everyRequestLeavesThroughOutbound() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.tributary.platform.outbound..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("io.vertx.core.http.HttpClient")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..", "io.vertx.ext.web.client..")
        .check(PLATFORM);
  }

  @Test
  void protocolKnowsNothingElse() {
    noClasses()
        .that()
        .resideInAPackage("io.tributary.platform.protocol..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("java..", "io.tributary.platform.protocol..")
        .check(PLATFORM);
  }
}
