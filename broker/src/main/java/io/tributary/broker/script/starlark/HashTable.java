package io.tributary.broker.script.starlark;

import java.util.Arrays;

/**
 * Keys in the order in which they came, with or without values. Our own, because looking up a key
 * may compare large values, and that has to be counted.
 */
final class HashTable {
  private static final int FREE_PROBES = 4;

  /** Per entry and place: key, value, hash, two indexes. */
  private static final int BYTES_EACH = 28;

  private Object[] keys = new Object[4];
  private Object[] values;
  private int[] hashes = new int[4];

  /** 0 where free, else the entry's place and 1. */
  private int[] index = new int[8];

  private int used;
  private int size;
  private int first;

  HashTable(boolean withValues) {
    values = withValues ? new Object[4] : null;
  }

  int size() {
    return size;
  }

  /** Places that hold an entry or held one. */
  int places() {
    return used;
  }

  /** Null where the entry was removed. */
  Object key(int place) {
    return keys[place];
  }

  Object value(int place) {
    return values[place];
  }

  void value(int place, Object value) {
    values[place] = value;
  }

  /**
   * @return its place, or -1
   */
  int find(Run run, Object key) {
    return find(run, key, Compare.hash(run, key));
  }

  private int find(Run run, Object key, int hash) {
    int mask = index.length - 1;
    int at = spread(hash) & mask;
    for (int probes = 0; index[at] != 0; probes++) {
      int place = index[at] - 1;
      if (hashes[place] == hash && keys[place] != null && Compare.equal(run, keys[place], key)) {
        return place;
      }
      if (probes > FREE_PROBES) {
        run.meter().step();
      }
      at = (at + 1) & mask;
    }
    return -1;
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ mixed >>> 15;
  }

  /**
   * @return whether the key is new
   */
  boolean put(Run run, Object key, Object value) {
    int hash = Compare.hash(run, key);
    int place = find(run, key, hash);
    if (place >= 0) {
      if (values != null) {
        values[place] = value;
      }
      return false;
    }
    if (used == keys.length) {
      grow(run);
    }
    keys[used] = key;
    hashes[used] = hash;
    if (values != null) {
      values[used] = value;
    }
    enter(used++);
    size++;
    return true;
  }

  private void enter(int place) {
    int mask = index.length - 1;
    int at = spread(hashes[place]) & mask;
    while (index[at] != 0) {
      at = (at + 1) & mask;
    }
    index[at] = place + 1;
  }

  /** Drops the places of removed entries, and makes room when many are left. */
  private void grow(Run run) {
    int room = Math.max(4, size >= keys.length - keys.length / 4 ? keys.length * 2 : keys.length);
    run.meter().reserve((long) room * BYTES_EACH);
    run.meter().read(room);
    Object[] oldKeys = keys;
    Object[] oldValues = values;
    int[] oldHashes = hashes;
    int old = used;
    keys = new Object[room];
    values = oldValues == null ? null : new Object[room];
    hashes = new int[room];
    index = new int[room * 2];
    used = 0;
    first = 0;
    for (int place = 0; place < old; place++) {
      if (oldKeys[place] != null) {
        keys[used] = oldKeys[place];
        hashes[used] = oldHashes[place];
        if (values != null) {
          values[used] = oldValues[place];
        }
        enter(used++);
      }
    }
  }

  void removeAt(int place) {
    keys[place] = null;
    if (values != null) {
      values[place] = null;
    }
    size--;
  }

  /**
   * @return the place of the first entry, or -1
   */
  int first() {
    while (first < used && keys[first] == null) {
      first++;
    }
    return first < used ? first : -1;
  }

  /**
   * @return the place of the last entry, or -1
   */
  int last() {
    for (int place = used - 1; place >= 0; place--) {
      if (keys[place] != null) {
        return place;
      }
    }
    return -1;
  }

  void clear() {
    Arrays.fill(keys, null);
    if (values != null) {
      Arrays.fill(values, null);
    }
    Arrays.fill(index, 0);
    used = 0;
    size = 0;
    first = 0;
  }

  Walk walkKeys(Guard guard) {
    guard.walkIn();
    return new Walk() {
      private int at;

      @Override
      Object next() {
        while (at < used) {
          Object key = keys[at++];
          if (key != null) {
            return key;
          }
        }
        return null;
      }

      @Override
      void close() {
        guard.walkOut();
      }
    };
  }
}
