package io.tributary.platform.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarReaderTest {
  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void folder() throws IOException {
    folder = Files.createDirectory(temporary.resolve("target"));
  }

  @Test
  void unpacksFilesFoldersAndLinks() throws IOException {
    Tar tar = new Tar().folder("a/").file("a/one", "1").program("a/run", "x").link("a/to", "one");
    unpack(tar);
    assertEquals("1", Files.readString(folder.resolve("a/to")));
    assertEquals("rw-r--r--", mode("a/one"));
    assertEquals("rwxr-xr-x", mode("a/run"));
    assertEquals("rwxr-xr-x", mode("a"));
  }

  @Test
  void makesParentsThatHaveNoEntry() throws IOException {
    unpack(new Tar().file("a/b/c/d", "deep"));
    assertEquals("deep", Files.readString(folder.resolve("a/b/c/d")));
    assertEquals("rwxr-xr-x", mode("a/b"));
  }

  @Test
  void readsGnuLongNames() throws IOException {
    String name = "d/" + "n".repeat(150);
    unpack(new Tar().entry('L', "././@LongLink", "", name + "\0", 0).file("cut", "long"));
    assertEquals("long", Files.readString(folder.resolve(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../out", "a/../../out", "/tmp/out", "", "..", "a/b/../../../out"})
  void refusesNamesThatLeave(String name) {
    refused(new Tar().file(name, "x"));
    assertFalse(Files.exists(temporary.resolve("out")));
  }

  @Test
  void refusesLongNamesThatLeave() {
    refused(new Tar().entry('L', "././@LongLink", "", "../out\0", 0).file("cut", "x"));
    assertFalse(Files.exists(temporary.resolve("out")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../out", "/etc/passwd", "..", "../x/../../out", ""})
  void refusesLinksThatLeave(String target) {
    refused(new Tar().link("a/link", target.equals("..") ? "../.." : target));
  }

  @Test
  void refusesToWriteThroughALink() throws IOException {
    Files.writeString(temporary.resolve("victim"), "unharmed");
    refused(new Tar().folder("d/").link("l", "d").file("l/inside", "x"));
    refused(new Tar().file("f", "unharmed").link("m", "f").file("m", "x"));
    assertEquals("unharmed", Files.readString(folder.resolve("f")));
  }

  @Test
  void refusesLinksThatWereThereBefore() throws IOException {
    Files.createSymbolicLink(folder.resolve("out"), temporary);
    refused(new Tar().file("out/planted", "x"));
    refused(new Tar().folder("out/planted/"));
    refused(new Tar().link("out/planted", "x"));
    assertFalse(Files.exists(temporary.resolve("planted")));
  }

  @ParameterizedTest
  @ValueSource(chars = {'1', '3', '4', '6', 'x', 'g', 'S'})
  void refusesOtherTypes(char type) {
    refused(new Tar().entry(type, "a", "b", "", 0644));
  }

  @Test
  void refusesTheSameFileTwice() {
    refused(new Tar().file("a", "1").file("a", "2"));
  }

  @Test
  void refusesDamage() throws IOException {
    byte[] good = new Tar().file("a", "content").end();
    byte[] flipped = good.clone();
    flipped[0] ^= 1;
    refused(flipped);
    refused(java.util.Arrays.copyOf(good, 512 + 3));
    refused(java.util.Arrays.copyOf(good, 300));
    refused(new byte[0]);
    byte[] number = good.clone();
    number[124] = 'z';
    number[124 + 1] = (byte) (number[124 + 1] + '0' - 'z');
    refused(number);
  }

  @Test
  void refusesAbsurdSizes() {
    refused(new Tar().header('0', "a", "", 0644, 1L << 32));
    refused(new Tar().header('L', "a", "", 0644, 1L << 20));
  }

  private void unpack(Tar tar) throws IOException {
    TarReader.unpack(new ByteArrayInputStream(tar.end()), folder);
  }

  private void refused(Tar tar) {
    refused(tar.end());
  }

  private void refused(byte[] archive) {
    assertThrows(
        IOException.class, () -> TarReader.unpack(new ByteArrayInputStream(archive), folder));
  }

  private String mode(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
  }

  /** Writes archives, bad ones too. */
  private static final class Tar {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Tar file(String name, String content) {
      return entry('0', name, "", content, 0644);
    }

    Tar program(String name, String content) {
      return entry('0', name, "", content, 0755);
    }

    Tar folder(String name) {
      return entry('5', name, "", "", 0700);
    }

    Tar link(String name, String target) {
      return entry('2', name, target, "", 0777);
    }

    Tar entry(char type, String name, String link, String content, int mode) {
      byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
      header(type, name, link, mode, bytes.length);
      out.writeBytes(bytes);
      out.writeBytes(new byte[(512 - bytes.length % 512) % 512]);
      return this;
    }

    Tar header(char type, String name, String link, int mode, long size) {
      byte[] header = new byte[512];
      put(header, 0, name);
      put(header, 100, String.format(Locale.ROOT, "%07o", mode));
      put(header, 124, String.format(Locale.ROOT, "%011o", size));
      header[156] = (byte) type;
      put(header, 157, link);
      put(header, 257, "ustar  ");
      long sum = 8L * ' ';
      for (byte b : header) {
        sum += b & 0xff;
      }
      put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
      out.writeBytes(header);
      return this;
    }

    byte[] end() {
      byte[] entries = out.toByteArray();
      return java.util.Arrays.copyOf(entries, entries.length + 1024);
    }

    private static void put(byte[] header, int at, String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      System.arraycopy(bytes, 0, header, at, bytes.length);
    }
  }
}
