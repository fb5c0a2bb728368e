package io.tributary.platform.db;

import io.tributary.platform.ops.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who runs the embedded server: the current user, or, when that is root, the system user {@code
 * tributary} without shell and home. The server never runs as root: its superuser can read and
 * write every file that its system user can.
 *
 * @param name of the other user; empty when the server runs as the current one
 */
record ServerUser(Optional<String> name, int uid, int gid) {
  static final String SYSTEM_USER = "tributary";

  /** The user for this process; makes the system user when root needs it. */
  static ServerUser current() {
    try {
      int uid = Processes.ownUid();
      int gid = Processes.ownGid();
      return uid == 0 ? system() : new ServerUser(Optional.empty(), uid, gid);
    } catch (IOException e) {
      throw new StartupException("The database user cannot be determined: " + e + ".");
    }
  }

  private static ServerUser system() throws IOException {
    if (Processes.run(List.of("/usr/bin/id", "-u", SYSTEM_USER)).code() != 0) {
      createUser();
    }
    int uid = id("-u");
    if (uid == 0) {
      throw new StartupException("The system user tributary must not have the uid 0.");
    }
    return new ServerUser(Optional.of(SYSTEM_USER), uid, id("-g"));
  }

  private static int id(String option) throws IOException {
    Processes.Ended ended = Processes.run(List.of("/usr/bin/id", option, SYSTEM_USER));
    if (ended.code() != 0) {
      throw new StartupException("There is no system user tributary: " + ended.output().trim());
    }
    return Integer.parseInt(ended.output().trim());
  }

  private static void createUser() throws IOException {
    var useradd = Processes.find("useradd");
    List<String> command =
        useradd.isPresent()
            ? List.of(
                useradd.get(),
                "--system",
                "--user-group",
                "--no-create-home",
                "--home-dir",
                "/nonexistent",
                "--shell",
                "/usr/sbin/nologin",
                SYSTEM_USER)
            : List.of( // BusyBox
                Processes.find("adduser").orElse("adduser"),
                "-S",
                "-D",
                "-H",
                "-h",
                "/nonexistent",
                "-s",
                "/sbin/nologin",
                SYSTEM_USER);
    Processes.Ended ended = Processes.run(command);
    // It may fail because another process has made the user in the meantime.
    if (ended.code() != 0 && Processes.run(List.of("/usr/bin/id", "-u", SYSTEM_USER)).code() != 0) {
      throw new StartupException(
          "Started as root, the database needs the system user tributary, which cannot be created: "
              + ended.output().trim());
    }
  }

  /** The command that runs {@code command} as this user, without root's groups. */
  List<String> command(List<String> command) {
    if (name.isEmpty()) {
      return command;
    }
    List<String> full = new ArrayList<>();
    var setpriv = Processes.find("setpriv");
    if (setpriv.isPresent()) {
      full.addAll(
          List.of(setpriv.get(), "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--"));
    } else {
      full.addAll(List.of(Processes.find("runuser").orElse("runuser"), "-u", name.get(), "--"));
    }
    full.addAll(command);
    return full;
  }

  /** Gives a file or folder that we have just made to this user. */
  void own(Path path) throws IOException {
    if (name.isPresent()) {
      UserPrincipal owner =
          path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name.get());
      Files.setOwner(path, owner);
      Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** Whether this user can reach what lies in a folder. */
  boolean reaches(Path folder) throws IOException {
    return name.isEmpty()
        || Processes.run(command(List.of("/usr/bin/test", "-x", folder.toString()))).code() == 0;
  }
}
