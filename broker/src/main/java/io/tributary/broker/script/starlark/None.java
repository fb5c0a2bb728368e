package io.tributary.broker.script.starlark;

/** The value that stands for none. */
enum None implements Value {
  NONE;

  private static final Type TYPE =
      new Type("NoneType") {
        @Override
        boolean truth(Object value) {
          return false;
        }

        @Override
        int hash(Run run, Object value) {
          return 7;
        }

        @Override
        void write(Printer out, Object value) {
          out.put("None");
        }
      };

  @Override
  public Type type() {
    return TYPE;
  }
}
