package io.tributary.broker.token;

/**
 * One refresh token of a family.
 *
 * @param grantId of the offline grant, which is the family's name
 * @param generation 1 for the one that came with the code; each rotation adds 1
 */
public record RefreshToken(String grantId, int generation) {
  static final int FIRST = 1;
}
