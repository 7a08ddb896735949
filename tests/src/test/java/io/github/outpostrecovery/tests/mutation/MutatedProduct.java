package io.github.outpostrecovery.tests.mutation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

/**
 * The whole product once more, with some places of its sources written otherwise: compiled in memory, and loaded beside the
 * product itself, which carries no trace of it.
 */
final class MutatedProduct extends ClassLoader {
    private static final String OURS = "io.github.outpostrecovery.";

    static {
        ClassLoader.registerAsParallelCapable();
    }

    private final Map<String, byte[]> classes;
    private final Map<String, byte[]> resources;

    private MutatedProduct(Map<String, byte[]> classes, Map<String, byte[]> resources) {
        super(MutatedProduct.class.getClassLoader());
        this.classes = classes;
        this.resources = resources;
    }

    /** Makes it. */
    static MutatedProduct with(Path top, List<Edit> edits) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Edit edit : edits) {
            texts.put(edit.file(), edit.applied(texts.computeIfAbsent(edit.file(), file -> Edit.read(top, file))));
        }
        Map<String, String> sources = new LinkedHashMap<>(texts);
        sources.keySet().removeIf(file -> !file.endsWith(".java"));
        Map<String, byte[]> resources = new HashMap<>();
        texts.forEach((file, text) -> {
            if (!file.endsWith(".java")) {
                resources.put(file.replace('\\', '/'), text.getBytes(UTF_8));
            }
        });
        return new MutatedProduct(compiled(sources), resources);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                byte[] bytes = bytesOf(name);
                loaded = defineClass(name, bytes, 0, bytes.length);
            }
            return loaded;
        }
    }

    private byte[] bytesOf(String name) throws ClassNotFoundException {
        byte[] mutated = classes.get(name);
        if (mutated != null) {
            return mutated;
        }
        try (InputStream original = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (original == null) {
                throw new ClassNotFoundException(name);
            }
            return original.readAllBytes();
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        byte[] mutated = resources.get(name);
        return mutated == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(mutated);
    }

    private static Map<String, byte[]> compiled(Map<String, String> sources) {
        if (sources.isEmpty()) {
            return Map.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new AssertionError(
                    "the tests run on a JRE, which has no compiler: run them on the JDK of the toolchain");
        }
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, UTF_8);
                Results results = new Results(standard)) {
            List<JavaFileObject> units = sources.entrySet().stream()
                    .<JavaFileObject>map(source -> new Source(source.getKey(), source.getValue()))
                    .toList();
            List<String> options = List.of("-proc:none", "-nowarn", "-parameters", "-cp", classPath());
            boolean done = compiler.getTask(complaints, results, null, options, null, units)
                    .call();
            if (!done) {
                throw new AssertionError("the product without a guard does not compile:\n" + complaints);
            }
            return results.bytes();
        } catch (IOException closed) {
            throw new AssertionError("the compiler's files", closed);
        }
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String file, String text) {
            super(URI.create("string:///" + file.replace('\\', '/')), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Results extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

        Results(StandardJavaFileManager standard) {
            super(standard);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            written.put(name, bytes);
            return new SimpleJavaFileObject(URI.create("bytes:///" + name.replace('.', '/') + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return bytes;
                }
            };
        }

        Map<String, byte[]> bytes() {
            Map<String, byte[]> all = new HashMap<>();
            written.forEach((name, bytes) -> all.put(name, bytes.toByteArray()));
            return all;
        }
    }
}
