/**
 * What makes an inventoried thing cheap to add: one declaration (fields, columns, filters, rules)
 * gives its table access, list, detail, form and delete pages, permissions and change log. Knows no
 * particular thing.
 */
package io.tributary.inventory.resource;
