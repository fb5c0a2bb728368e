package io.tributary.platform.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What waits for passwords does not open the jar of the library before there is one. */
class NoPasswordTest {
  private static final String HERE = NoPasswordTest.class.getPackageName() + ".";

  /** Has the classes of this package, and no BouncyCastle. */
  private static final class Without extends ClassLoader {
    Without() {
      super(NoPasswordTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.bouncycastle.")) {
        throw new ClassNotFoundException(name);
      }
      Class<?> known = findLoadedClass(name);
      return known != null
          ? known
          : name.startsWith(HERE) ? own(name) : super.loadClass(name, resolve);
    }

    private Class<?> own(String name) {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
  }

  @Test
  void workersStartWithoutIt() throws ReflectiveOperationException {
    Object workers =
        Class.forName(PasswordWorkers.class.getName(), true, new Without())
            .getConstructor(Vertx.class, String.class)
            .newInstance(null, "service");
    assertEquals(0, workers.getClass().getMethod("waiting").invoke(workers));
  }

  @Test
  void aPasswordThatCannotBeComparedFailsAndIsNotKeptWaiting() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      Object workers =
          Class.forName(PasswordWorkers.class.getName(), true, new Without())
              .getConstructor(Vertx.class, String.class)
              .newInstance(vertx, "service");
      Future<?> verdict =
          (Future<?>)
              workers
                  .getClass()
                  .getMethod("verify", String.class, Optional.class)
                  .invoke(workers, "demo", Optional.empty());
      ExecutionException failed =
          assertThrows(
              ExecutionException.class,
              () -> verdict.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS));
      assertInstanceOf(NoClassDefFoundError.class, failed.getCause());
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void hashesNeedIt() throws ReflectiveOperationException {
    Class<?> argon2 = Class.forName(Argon2.class.getName(), false, new Without());
    assertThrows(NoClassDefFoundError.class, argon2::getDeclaredConstructors);
  }
}
