/**
 * PostgreSQL: the clients of each event loop (durable, relaxed, transactional), the embedded server
 * and the migrations. Knows no table: SQL belongs to the repositories of the services.
 */
package io.tributary.platform.db;
