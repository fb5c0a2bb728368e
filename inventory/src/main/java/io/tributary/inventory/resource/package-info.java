/**
 * What makes an inventoried thing cheap to add: one declaration (fields, columns, filters, rules)
 * gives its table access, list, detail, form and delete pages, permissions and change log. A new
 * thing is a package with its declaration, a table in a migration and a line in {@code
 * app.Wiring.registry}. {@code Registry} knows the declarations, {@code Catalog} their
 * repositories. Knows no particular thing.
 */
package io.tributary.inventory.resource;
