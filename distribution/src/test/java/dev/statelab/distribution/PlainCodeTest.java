package dev.statelab.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.cli.Grader;
import dev.statelab.core.task.Task;
import dev.statelab.kube.apply.Chart;
import dev.statelab.lab.api.ApiServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainCodeTest {

    private static final Class<?> SAMPLE = Sample.class;
    private static final ClassFile CLASSES = ClassFile.of(ClassHierarchyResolverOption
            .of(ClassHierarchyResolver.ofResourceParsing(PlainCodeTest.class.getClassLoader())));

    /** What is compiled to switches over patterns, and records. */
    sealed interface Shape {}

    record Point(int x, long y) implements Shape {}

    record Text(@Nullable String text, List<String> more) implements Shape {}

    record All(boolean a, byte b, char c, short d, float e, double f, @Nullable Object g) implements Shape {}

    record None() implements Shape {}

    /** Says which of its patterns a value fits. */
    public static final class Sample implements Function<@Nullable Object, String> {

        @Override
        public String apply(@Nullable Object value) {
            return switch (value) {
                case null -> "null";
                case Point(int x, long y) when x > 3 -> "far " + y;
                case Point point -> "near " + point.x();
                case Text(String text, List<String> more) when more.isEmpty() -> "text " + text;
                case Shape shape -> "shape " + named(shape);
                case CharSequence text -> "chars " + text.length();
                case Integer number when number > 7 -> "many";
                case Number _ -> "number";
                default -> "other";
            };
        }

        private static String named(Shape shape) {
            return switch (shape) {
                case None _ -> "none";
                case All _,Point _ -> "all";
                case Text _ -> "text";
            };
        }
    }

    static Stream<@Nullable Object> values() {
        return Stream.of(null, new Point(3, 4), new Point(4, 5), new Text("a", List.of()), new Text(null, List.of("b")),
                new Text(null, List.of()), new None(), new All(true, (byte) 1, 'c', (short) 2, 1.5f, Double.NaN, null),
                new All(false, (byte) -1, 'd', (short) -2, -0.0f, 0.0, "g"),
                new All(false, (byte) -1, 'd', (short) -2, 0.0f, -0.0, "g"), "text", 7, 8, 1L, 'c');
    }

    /** Has the classes of this test, rewritten. */
    private static final class Rewritten extends ClassLoader {

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(PlainCodeTest.class.getName() + "$") || name.equals(Rewritten.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            byte[] bytes = rewritten(name, PlainCodeTest.class.getClassLoader());
            return defineClass(name, bytes, 0, bytes.length);
        }

        /** The same value, of a rewritten class. */
        private @Nullable Object like(@Nullable Object value) throws ReflectiveOperationException {
            if (!(value instanceof Shape)) {
                return value;
            }
            Class<?>[] types = Arrays.stream(value.getClass().getRecordComponents()).map(part -> part.getType())
                    .toArray(Class<?>[]::new);
            Object[] parts = new Object[types.length];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = value.getClass().getRecordComponents()[i].getAccessor().invoke(value);
            }
            var constructor = loadClass(value.getClass().getName(), false).getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(parts);
        }
    }

    private static byte[] rewritten(String name, ClassLoader loader) {
        try (InputStream file = Objects.requireNonNull(loader.getResourceAsStream(name.replace('.', '/') + ".class"))) {
            ClassModel type = CLASSES.parse(file.readAllBytes());
            return CLASSES.transformClass(type, PlainCode.of(type));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Function<@Nullable Object, String> sample(Rewritten loader) throws ReflectiveOperationException {
        return (Function<@Nullable Object, String>) loader.loadClass(SAMPLE.getName(), false).getDeclaredConstructor()
                .newInstance();
    }

    @ParameterizedTest
    @MethodSource("values")
    void a_switch_chooses_the_same(@Nullable Object value) throws ReflectiveOperationException {
        Rewritten loader = new Rewritten();

        String chosen = sample(loader).apply(loader.like(value));

        assertThat(chosen).isEqualTo(new Sample().apply(value));
    }

    @ParameterizedTest
    @MethodSource("values")
    void records_are_compared_as_before(@Nullable Object value) throws ReflectiveOperationException {
        Rewritten loader = new Rewritten();
        Object rewritten = loader.like(value);

        for (Object other : values().toList()) {
            assertThat(Objects.equals(rewritten, loader.like(other))).isEqualTo(Objects.equals(value, other));
        }
        assertThat(Objects.hashCode(rewritten)).isEqualTo(Objects.hashCode(value));
        assertThat(Objects.equals(rewritten, "another")).isFalse();
    }

    @Test
    void nothing_is_left_to_be_linked_but_texts() {
        assertThat(calls(SAMPLE.getName())).isEmpty();
        assertThat(calls(All.class.getName())).containsExactly("toString");
    }

    @ParameterizedTest
    @ValueSource(classes = {Grader.class, Task.class, Chart.class, ApiServer.class})
    void all_classes_of_the_grader_still_hold(Class<?> oneOfThem) throws Exception {
        List<byte[]> all = classesBeside(oneOfThem);

        List<VerifyError> errors = all.stream().flatMap(content -> {
            ClassModel type = CLASSES.parse(content);
            return CLASSES.verify(CLASSES.transformClass(type, PlainCode.of(type))).stream();
        }).toList();

        assertThat(all).hasSizeGreaterThan(100);
        assertThat(errors).isEmpty();
    }

    private static List<byte[]> classesBeside(Class<?> type) throws Exception {
        Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(place)) {
            return classesIn(place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return classesIn(jar.getPath("/"));
        }
    }

    private static List<byte[]> classesIn(Path folder) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
                contents.add(Files.readAllBytes(file));
            }
        }
        return contents;
    }

    private static List<String> calls(String name) {
        return ClassFile.of().parse(rewritten(name, PlainCodeTest.class.getClassLoader())).methods().stream()
                .flatMap(method -> method.code().stream()).flatMap(code -> code.elementStream())
                .filter(InvokeDynamicInstruction.class::isInstance).map(InvokeDynamicInstruction.class::cast)
                .filter(call -> call.bootstrapMethod().owner().packageName().equals("java.lang.runtime"))
                .map(call -> call.name().stringValue()).toList();
    }
}
