package io.tributary.inventory.user;

/** A group; single sign-on makes those that the token names. */
public record Group(long id, String name) {}
