/**
 * The life of scope mappings: drafts, versions, what is live, canaries, going back.
 *
 * <p>Must not know HTTP, sessions or tokens; how a mapping is read and run belongs to {@code
 * mapping} and {@code claims}.
 */
package io.tributary.broker.laboratory;
