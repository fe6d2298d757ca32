package org.ordercast.engine.mutants;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles one class of the product with something else in one place, in memory. */
final class MutantCompiler {

    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final String ENGINE = "org/ordercast/engine/";

    private MutantCompiler() {}

    /** The classes that the mutant's source file makes, by name. */
    static Map<String, byte[]> compile(Mutant mutant) {
        String file = ENGINE + mutant.file() + ".java";
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Compiled compiled = new Compiled(compiler.getStandardFileManager(null, null, null));
        StringWriter messages = new StringWriter();
        boolean done = compiler.getTask(
                        messages,
                        compiled,
                        null,
                        List.of("-cp", System.getProperty("java.class.path"), "-proc:none", "-nowarn"),
                        null,
                        List.of(new Source(file, mutated(mutant, SOURCES.resolve(file)))))
                .call();
        if (!done) {
            throw new IllegalArgumentException(mutant.name() + " cannot be compiled: " + messages);
        }
        return compiled.classes();
    }

    private static String mutated(Mutant mutant, Path file) {
        try {
            String source = Files.readString(file);
            int at = source.indexOf(mutant.original());
            if (at < 0 || source.indexOf(mutant.original(), at + 1) >= 0) {
                throw new IllegalArgumentException(mutant.name() + " is to change '" + mutant.original() + "' in "
                        + file + ", which must be there once; adapt it to what the code is now");
            }
            return source.replace(mutant.original(), mutant.replacement());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String file, String text) {
            super(URI.create("string:///" + file), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps the compiler's output. */
    private static final class Compiled extends ForwardingJavaFileManager<StandardJavaFileManager> {

        private final Map<String, ByteArrayOutputStream> outputs = new HashMap<>();

        Compiled(StandardJavaFileManager manager) {
            super(manager);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            outputs.put(className, output);
            return new SimpleJavaFileObject(URI.create("memory:///" + className), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return output;
                }
            };
        }

        Map<String, byte[]> classes() {
            Map<String, byte[]> classes = new HashMap<>();
            outputs.forEach((name, output) -> classes.put(name, output.toByteArray()));
            return classes;
        }
    }
}
