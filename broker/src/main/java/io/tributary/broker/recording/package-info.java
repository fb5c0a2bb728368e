/**
 * Recorded logins: what a provider said of a person and what an application asked for, kept to try
 * mappings on before they are published. Owns whose logins are kept, for how long, what is made
 * unreadable in them, and their rows. Knows nothing of versions, drafts or pages; writes off the
 * way of logins and never fails one.
 */
package io.tributary.broker.recording;
