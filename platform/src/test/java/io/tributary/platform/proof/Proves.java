package io.tributary.platform.proof;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The sections of specifications that a test holds us to, each as in {@code "OIDCC-3.1.2.1"} or
 * {@code "RFC6749-4.1.3"}: a short name, a hyphen, a section. Both must stand in {@code
 * proof/src/test/resources/proof/specifications.txt}. On a class it speaks for all its tests.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Proves {
  String[] value();
}
