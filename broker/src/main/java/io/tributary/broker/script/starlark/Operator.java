package io.tributary.broker.script.starlark;

/** The operators of two operands that types give a meaning to. */
enum Operator {
  ADD("+"),
  SUBTRACT("-"),
  MULTIPLY("*"),
  DIVIDE("/"),
  FLOOR_DIVIDE("//"),
  REMAINDER("%"),
  POWER("**"),
  AND("&"),
  OR("|"),
  XOR("^"),
  LEFT("<<"),
  RIGHT(">>");

  private final String sign;

  Operator(String sign) {
    this.sign = sign;
  }

  String sign() {
    return sign;
  }

  static Operator of(String sign) {
    for (Operator each : values()) {
      if (each.sign.equals(sign)) {
        return each;
      }
    }
    throw new IllegalArgumentException(sign);
  }
}
