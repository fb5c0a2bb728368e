package io.tributary.broker.script.starlark;

/** What is asked of two values. */
final class Comparison {
  private Comparison() {}

  /** A question with the answer yes or no. */
  enum Sign {
    EQUAL {
      @Override
      boolean holds(Run run, Object left, Object right) {
        return Compare.equal(run, left, right);
      }
    },
    UNEQUAL {
      @Override
      boolean holds(Run run, Object left, Object right) {
        return !Compare.equal(run, left, right);
      }
    },
    LESS {
      @Override
      boolean holds(Run run, Object left, Object right) {
        return Compare.order(run, left, right, "<") < 0;
      }
    },
    AT_MOST {
      @Override
      boolean holds(Run run, Object left, Object right) {
        return Compare.order(run, left, right, "<=") <= 0;
      }
    },
    MORE {
      @Override
      boolean holds(Run run, Object left, Object right) {
        return Compare.order(run, left, right, ">") > 0;
      }
    },
    AT_LEAST {
      @Override
      boolean holds(Run run, Object left, Object right) {
        return Compare.order(run, left, right, ">=") >= 0;
      }
    },
    IN {
      @Override
      boolean holds(Run run, Object left, Object right) {
        return isIn(run, left, right);
      }
    },
    NOT_IN {
      @Override
      boolean holds(Run run, Object left, Object right) {
        return !isIn(run, left, right);
      }
    },
    IS {
      @Override
      boolean holds(Run run, Object left, Object right) {
        return isSame(run, left, right);
      }
    },
    IS_NOT {
      @Override
      boolean holds(Run run, Object left, Object right) {
        return !isSame(run, left, right);
      }
    };

    abstract boolean holds(Run run, Object left, Object right);
  }

  private static boolean isIn(Run run, Object left, Object right) {
    run.meter().step();
    Boolean within = Type.of(right).contains(run, right, left);
    if (within == null) {
      throw StarError.type(
          "unknown binary op: "
              + Type.name(left)
              + " in "
              + Type.name(right)
              + " (argument of type '"
              + Type.name(right)
              + "' is not iterable)");
    }
    return within;
  }

  /** Values that cannot change have no identity, so equal ones of one type are the same. */
  private static boolean isSame(Run run, Object left, Object right) {
    if (left == right) {
      return true;
    }
    Type type = Type.of(left);
    boolean changes =
        left instanceof Freezable || type == RangeType.RANGE || type != Type.of(right);
    return !changes && Compare.equal(run, left, right);
  }
}
