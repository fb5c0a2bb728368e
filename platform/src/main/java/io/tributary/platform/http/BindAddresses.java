package io.tributary.platform.http;

import io.tributary.platform.ops.Log;
import io.tributary.platform.ops.StartupException;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The addresses that can be bound, all with one port. Found by binding each for a moment: that
 * tells "in use" from "this machine has no IPv6" before anything is half started. Blocks for as
 * long as a name takes to resolve.
 *
 * @param hosts address literals
 */
record BindAddresses(List<String> hosts, int port) {

  /**
   * @throws StartupException when a port is taken or no address remains
   */
  static BindAddresses find(List<String> names, int port, Log log) {
    List<ServerSocket> held = new ArrayList<>();
    List<String> hosts = new ArrayList<>();
    int chosen = port;
    try {
      for (InetAddress address : resolve(names)) {
        ServerSocket socket = bind(address, chosen, log);
        if (socket != null) {
          held.add(socket);
          chosen = socket.getLocalPort();
          hosts.add(address.getHostAddress());
        }
      }
    } finally {
      held.forEach(BindAddresses::release);
    }
    if (hosts.isEmpty()) {
      throw new StartupException(
          "None of the addresses " + String.join(", ", names) + " can be bound on this machine.");
    }
    return new BindAddresses(List.copyOf(hosts), chosen);
  }

  private static Set<InetAddress> resolve(List<String> names) {
    Set<InetAddress> addresses = new LinkedHashSet<>();
    for (String name : names) {
      try {
        if (name.toLowerCase(Locale.ROOT).equals("localhost")) {
          addresses.addAll(List.of(InetAddress.getAllByName("127.0.0.1")));
          addresses.addAll(List.of(InetAddress.getAllByName("::1")));
        } else {
          addresses.addAll(List.of(InetAddress.getAllByName(name)));
        }
      } catch (UnknownHostException e) {
        throw new StartupException("The address " + name + " to listen on is not known.", e);
      }
    }
    boolean anyV6 =
        addresses.stream().anyMatch(a -> a.isAnyLocalAddress() && a instanceof Inet6Address);
    if (anyV6) {
      // "::" takes the IPv4 connections too, so that a second bind would find the port in use.
      addresses.removeIf(a -> a.isAnyLocalAddress() && !(a instanceof Inet6Address));
    }
    return addresses;
  }

  /** Null when the machine lacks the address family. */
  private static ServerSocket bind(InetAddress address, int port, Log log) {
    ServerSocket socket = null;
    try {
      socket = new ServerSocket();
      socket.bind(new InetSocketAddress(address, port));
      return socket;
    } catch (IOException e) {
      release(socket);
      if (inUse(e)) {
        throw new StartupException(
            "Port " + port + " on " + address.getHostAddress() + " is already in use.", e);
      }
      if (familyAbsent(address)) {
        log.warn("http.address_left_out").with("address", address.getHostAddress()).write();
        return null;
      }
      throw new StartupException(
          "Cannot listen on "
              + address.getHostAddress()
              + " port "
              + port
              + ": "
              + e.getMessage()
              + ".",
          e);
    }
  }

  static boolean inUse(Throwable failure) {
    return String.valueOf(failure.getMessage()).contains("in use");
  }

  private static boolean familyAbsent(InetAddress address) {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(other -> other.isLoopbackAddress() || !address.isLoopbackAddress())
          .noneMatch(other -> other.getAddress().length == address.getAddress().length);
    } catch (SocketException e) {
      return false;
    }
  }

  private static void release(ServerSocket socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      // The address is released when the process ends at the latest.
      return;
    }
  }
}
