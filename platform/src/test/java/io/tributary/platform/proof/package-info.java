/**
 * What a test says it proves: sections of specifications, and modules of the OpenID conformance
 * suite. The module {@code proof} makes {@code broker/docs/conformance.md} from it, and knows the
 * lists of sections and modules.
 */
package io.tributary.platform.proof;
