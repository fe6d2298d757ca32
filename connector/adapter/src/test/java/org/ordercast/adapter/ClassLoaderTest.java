package org.ordercast.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ordercast.adapter.testing.Eventually.eventually;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ordercast.adapter.testing.OneLife;

@Timeout(120)
class ClassLoaderTest {

    @Test
    void nothingHoldsTheAdaptersClassesOnceItIsStopped() throws Exception {
        WeakReference<ClassLoader> deployed = liveOnce();
        takeTheJdksOneRecord();

        eventually("its class loader is collected", () -> {
            System.gc();
            return deployed.get() == null;
        });
    }

    /**
     * The JDK keeps the class of the last record whose methods it linked, in a cache with one place. That is one class
     * loader at most, however often an adapter is redeployed; a record of the test's own takes the place.
     */
    private static void takeTheJdksOneRecord() {
        record Last(Object reference, String text, long number, int small, boolean flag) {}
        Last last = new Last(1, "", 1, 1, true);
        assertThat(last).hasSameHashCodeAs(new Last(1, "", 1, 1, true)).hasToString(last.toString());
        assertThat(last.equals(new Last(2, "", 1, 1, true))).isFalse();
    }

    /** In a method of its own: no local variable may be what holds the class loader. */
    private static WeakReference<ClassLoader> liveOnce() throws Exception {
        try (URLClassLoader loader = new DeployedLoader()) {
            Runnable life = (Runnable)
                    loader.loadClass(OneLife.class.getName()).getConstructor().newInstance();
            life.run();
            return new WeakReference<>(loader);
        }
    }

    /** Loads the adapter, the engine and the test's own classes anew, the way a server does with a RAR. */
    private static final class DeployedLoader extends URLClassLoader {

        private DeployedLoader() {
            super(classPath(), ClassLoaderTest.class.getClassLoader());
        }

        private static URL[] classPath() {
            return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                    .map(Path::of)
                    .map(DeployedLoader::url)
                    .toArray(URL[]::new);
        }

        private static URL url(Path path) {
            try {
                return path.toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(e);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("org.ordercast.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
