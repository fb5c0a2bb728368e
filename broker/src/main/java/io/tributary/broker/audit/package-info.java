/**
 * What happened and to whom: event types and the writer. Events that change rights are written in
 * the statement they describe; the rest in batches. Queries belong to the administration.
 */
package io.tributary.broker.audit;
