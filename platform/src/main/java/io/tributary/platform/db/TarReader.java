package io.tributary.platform.db;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Unpacks a tar stream (POSIX ustar with GNU long names) below one folder: directories, files and
 * relative symbolic links.
 *
 * <p>Whatever would leave the folder is refused: absolute names, {@code ..}, links that point
 * outside, and files written through a link. So are devices, hard links and unknown entry types.
 * Modes are ours (0755 for folders and programs, 0644 for other files), never the archive's.
 */
final class TarReader {
  private static final int BLOCK = 512;
  private static final long LARGEST_FILE = 256L << 20;

  private final InputStream in;
  private final Path root;
  private final byte[] header = new byte[BLOCK];

  private TarReader(InputStream in, Path root) {
    this.in = in;
    this.root = root.toAbsolutePath().normalize();
  }

  /**
   * @throws IOException when the archive is damaged or holds something that is refused
   */
  static void unpack(InputStream in, Path folder) throws IOException {
    new TarReader(in, folder).entries();
  }

  private void entries() throws IOException {
    String longName = null;
    String longLink = null;
    while (nextHeader()) {
      long size = octal(124, 12);
      char type = (char) header[156];
      if (type == 'L') {
        longName = text(size);
      } else if (type == 'K') {
        longLink = text(size);
      } else {
        String link = longLink != null ? longLink : field(157, 100);
        entry(type, longName != null ? longName : name(), link, size);
        longName = null;
        longLink = null;
      }
    }
  }

  private void entry(char type, String name, String link, long size) throws IOException {
    Path target = inside(root.resolve(relative(name)), name);
    switch (type) {
      case '5' -> folder(target);
      case '0', '\0' -> file(target, size);
      case '2' -> link(target, link);
      default -> throw new IOException("tar entry " + name + " has the refused type " + type);
    }
  }

  private void folder(Path target) throws IOException {
    refuseLinksOnTheWay(target);
    Files.createDirectories(target);
    mode(target, "rwxr-xr-x");
  }

  private void file(Path target, long size) throws IOException {
    if (size < 0 || size > LARGEST_FILE) {
      throw new IOException("tar entry of " + size + " bytes");
    }
    refuseLinksOnTheWay(target);
    createParents(target);
    boolean program = (octal(100, 8) & 0111) != 0;
    // CREATE_NEW: neither a file nor a link that an earlier entry left there is written through.
    try (var out = Files.newOutputStream(target, java.nio.file.StandardOpenOption.CREATE_NEW)) {
      copy(out, size);
    }
    mode(target, program ? "rwxr-xr-x" : "rw-r--r--");
  }

  private void link(Path target, String link) throws IOException {
    refuseLinksOnTheWay(target);
    createParents(target);
    inside(target.getParent().resolve(relative(link)), link);
    Files.createSymbolicLink(target, Path.of(link));
  }

  private void createParents(Path target) throws IOException {
    for (Path parent = target.getParent();
        !Files.isDirectory(parent);
        parent = target.getParent()) {
      Path missing = parent;
      while (!Files.isDirectory(missing.getParent())) {
        missing = missing.getParent();
      }
      Files.createDirectory(missing);
      mode(missing, "rwxr-xr-x");
    }
  }

  private void refuseLinksOnTheWay(Path target) throws IOException {
    for (Path at = target; !at.equals(root); at = at.getParent()) {
      if (Files.isSymbolicLink(at)) {
        throw new IOException("tar entry " + root.relativize(target) + " passes through a link");
      }
    }
  }

  private Path inside(Path path, String name) throws IOException {
    Path normal = path.normalize();
    if (!normal.startsWith(root)) {
      throw new IOException("tar entry " + name + " leaves the folder");
    }
    return normal;
  }

  private static Path relative(String name) throws IOException {
    if (name.isEmpty() || name.startsWith("/") || name.indexOf('\0') >= 0) {
      throw new IOException("tar entry with the refused name '" + name + "'");
    }
    return Path.of(name);
  }

  private static void mode(Path path, String mode) throws IOException {
    if (!Files.isSymbolicLink(path) && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
  }

  private boolean nextHeader() throws IOException {
    if (in.readNBytes(header, 0, BLOCK) != BLOCK) {
      throw new EOFException("tar archive ends early");
    }
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
    }
    if (sum == 8L * ' ') {
      return false; // the block of zeros that ends an archive
    }
    if (sum != octal(148, 8)) {
      throw new IOException("tar header with a wrong checksum");
    }
    return true;
  }

  private String name() {
    String prefix = header[257] == 'u' && header[262] == '\0' ? field(345, 155) : "";
    String name = field(0, 100);
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private String text(long size) throws IOException {
    if (size < 1 || size > 4096) {
      throw new IOException("tar name of " + size + " bytes");
    }
    var out = new java.io.ByteArrayOutputStream();
    copy(out, size);
    String text = out.toString(StandardCharsets.UTF_8);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  private String field(int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.UTF_8);
  }

  private long octal(int from, int length) throws IOException {
    String digits = field(from, length).trim();
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    } catch (NumberFormatException e) {
      throw new IOException("tar header with a wrong number", e);
    }
  }

  private void copy(java.io.OutputStream out, long size) throws IOException {
    byte[] buffer = new byte[16384];
    for (long left = size; left > 0; ) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        throw new EOFException("tar archive ends early");
      }
      out.write(buffer, 0, n);
      left -= n;
    }
    in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
  }
}
