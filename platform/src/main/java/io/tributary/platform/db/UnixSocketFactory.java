package io.tributary.platform.db;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import javax.net.SocketFactory;

/**
 * Lets the JDBC driver, which knows TCP only, reach a server by its Unix socket. Public because the
 * driver makes it by its name.
 */
public final class UnixSocketFactory extends SocketFactory {
  private final UnixDomainSocketAddress address;

  /**
   * @param path of the socket: the driver's {@code socketFactoryArg}
   */
  public UnixSocketFactory(String path) {
    this.address = UnixDomainSocketAddress.of(path);
  }

  @Override
  public Socket createSocket() throws IOException {
    return new UnixSocket(address);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return createSocket();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket();
  }

  /** The few methods of a socket that the driver calls; what is about TCP does nothing. */
  private static final class UnixSocket extends Socket {
    private final SocketChannel channel;
    private final UnixDomainSocketAddress address;

    UnixSocket(UnixDomainSocketAddress address) throws IOException {
      this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      this.address = address;
    }

    @Override
    public void connect(SocketAddress ignored) throws IOException {
      channel.connect(address);
    }

    @Override
    public void connect(SocketAddress ignored, int timeout) throws IOException {
      channel.connect(address);
    }

    @Override
    public boolean isConnected() {
      return channel.isConnected();
    }

    @Override
    public boolean isClosed() {
      return !channel.isOpen();
    }

    @Override
    public InputStream getInputStream() {
      return Channels.newInputStream(channel);
    }

    @Override
    public OutputStream getOutputStream() {
      return Channels.newOutputStream(channel);
    }

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public void setSoTimeout(int timeout) {}

    @Override
    public int getSoTimeout() {
      return 0;
    }

    @Override
    public synchronized void close() throws IOException {
      channel.close();
    }
  }
}
