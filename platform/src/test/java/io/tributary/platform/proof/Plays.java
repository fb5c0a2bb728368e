package io.tributary.platform.proof;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The modules of the OpenID conformance suite that a test plays: it sends what the module sends and
 * demands what the module demands, its warnings included. The names stand in {@code
 * proof/src/test/resources/proof/profiles.txt}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Plays.All.class)
public @interface Plays {
  /** Test names such as {@code oidcc-server}. */
  String[] value();

  /** The profiles in whose form (response type and mode) the test plays them. */
  Profile[] in() default Profile.BASIC;

  /** Where a test plays modules differently for several profiles. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @interface All {
    Plays[] value();
  }
}
