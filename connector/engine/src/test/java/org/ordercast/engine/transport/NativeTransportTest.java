package org.ordercast.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ordercast.engine.Eventually;
import org.ordercast.engine.FreshGroup;
import org.ordercast.engine.GroupSettings;

/** How the native library comes and goes. */
@Timeout(120)
class NativeTransportTest {

    @Test
    void withoutNettyTheJdksSocketsAreUsedAndTheReasonIsSaid() throws Exception {
        try (URLClassLoader without = applicationLoader(entry -> !entry.contains("netty"))) {
            assertThat(exchange(without))
                    .startsWith("[nativeTransport: each datagram takes a system call of its own, for Netty's epoll"
                            + " transport is not on the class path (java.lang.NoClassDefFoundError: ")
                    .endsWith("; set it to false if that is as it should be] hello NioDatagrams");
        }
    }

    @Test
    void withoutTheNativeLibraryTheJdksSocketsAreUsedAndTheReasonIsSaid() throws Exception {
        try (URLClassLoader without = applicationLoader(entry -> !entry.contains("native-epoll"))) {
            assertThat(exchange(without))
                    .startsWith("[nativeTransport: ")
                    .contains("the native library cannot be loaded (")
                    .endsWith(" hello NioDatagrams");
        }
    }

    @Test
    void eachDeploymentLoadsTheLibraryAnewAndTheOldOneGoesWithItsClassLoader() throws Exception {
        Sockets.EPOLL.assumeAvailable();

        WeakReference<ClassLoader> first = deployAndUndeploy();
        WeakReference<ClassLoader> second = deployAndUndeploy();

        Eventually.until("both class loaders are gone", () -> {
            System.gc();
            return first.get() == null && second.get() == null;
        });
    }

    @Test
    void noThreadAndNoDescriptorStaysBehind() throws Exception {
        Sockets.EPOLL.assumeAvailable();
        openAndClose();
        Set<Thread> threads = Thread.getAllStackTraces().keySet();
        int descriptors = descriptors();

        for (int i = 0; i < 50; i++) {
            openAndClose();
        }

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().matches("(?i).*(netty|globalEventExecutor|epoll).*"))
                .isSubsetOf(threads);
        assertThat(descriptors()).isLessThan(descriptors + 50);
    }

    /** On a thread of its own, as a member does. */
    private static void openAndClose() throws Exception {
        onAThread(() -> Exchange.over(FreshGroup.settings().build()));
    }

    private static WeakReference<ClassLoader> deployAndUndeploy() throws Exception {
        try (URLClassLoader loader = applicationLoader(entry -> true)) {
            assertThat(exchange(loader)).isEqualTo("[] hello EpollDatagrams");
            return new WeakReference<>(loader);
        }
    }

    private static String exchange(ClassLoader loader) throws Exception {
        return onAThread(() -> (String)
                loader.loadClass(Exchange.class.getName()).getMethod("once").invoke(null));
    }

    private static <T> T onAThread(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "member");
        thread.start();
        T result = task.get(Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS);
        thread.join();
        return result;
    }

    /** This test's class path once more, as an application server loads a resource adapter's. */
    private static URLClassLoader applicationLoader(Predicate<String> wanted) {
        URL[] entries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(wanted)
                .map(NativeTransportTest::url)
                .toArray(URL[]::new);
        return new URLClassLoader(entries, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int descriptors() {
        String[] open = new File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }

    /** Sends a datagram to itself. */
    public static final class Exchange {

        private Exchange() {}

        /** Says what was warned of, what was received and over what. */
        public static String once() throws IOException {
            return over(FreshGroup.settings().build());
        }

        static String over(GroupSettings settings) throws IOException {
            try (Listener listener = Listener.open(settings)) {
                listener.multicast(ByteBuffer.wrap("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
                List<String> warnings = List.copyOf(listener.warnings());
                return warnings + " " + listener.next() + " "
                        + listener.transport().getClass().getSimpleName();
            }
        }
    }
}
