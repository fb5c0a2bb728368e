/**
 * Configuration files: YAML with line numbers read into records, every problem reported at once.
 * Knows no setting of either service: those are records of the services themselves.
 */
package io.tributary.platform.config;
