/**
 * What a scope mapping is: its texts, its settings, the shapes and merge modes of its claims, and
 * how all of it is read, checked and compiled from files. Nothing is run here: that is {@code
 * claims}. Knows no person, client, login or database.
 */
package io.tributary.broker.mapping;
