package io.tributary.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class of tests with a {@link Visits} and a {@link Demonstration} as parameters. Both programs
 * and browser start once for all classes. Without Chromium the class is skipped and says so; with
 * {@code TRIBUTARY_BROWSER=required} in the environment it fails instead.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(BrowserExtension.class)
@interface InBrowser {}
