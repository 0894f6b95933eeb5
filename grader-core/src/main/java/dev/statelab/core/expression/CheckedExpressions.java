package dev.statelab.core.expression;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelProtoAbstractSyntaxTree;
import dev.cel.expr.CheckedExpr;
import dev.statelab.core.ClassPath;
import dev.statelab.core.expression.ExpressionCompiler.Shape;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Expressions as CEL's checker leaves them, {@code cel.expr.CheckedExpr}. Those of the tasks that come with the grader are kept
 * in a file beside its jars: to parse and check them anew takes longer than anything else when such a task is read. The file
 * counts for the jar that it was made with. Not safe for use by many threads.
 */
public final class CheckedExpressions {

    private static final String FILE = "expressions.checked";

    private final Map<String, byte[]> kept;
    private final Map<String, CelAbstractSyntaxTree> added = new TreeMap<>();

    private CheckedExpressions(Map<String, byte[]> kept) {
        this.kept = Map.copyOf(kept);
    }

    /** None yet. */
    public static CheckedExpressions none() {
        return new CheckedExpressions(Map.of());
    }

    /** Those that are kept; none where there is no such file, or one that was made with other jars, or a damaged one. */
    public static CheckedExpressions kept() {
        return in(ClassPath.having(CheckedExpressions.class));
    }

    /** @param jar which has this class, or a folder */
    static CheckedExpressions in(Path jar) {
        Path file = jar.resolveSibling(FILE);
        if (!Files.isRegularFile(file)) {
            return none();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            return read(in, stamp(jar));
        } catch (IOException damaged) {
            return none();
        }
    }

    /** Keeps those that were checked, and no others, for {@link #kept()}. */
    public void keep() throws IOException {
        keepBeside(ClassPath.having(CheckedExpressions.class));
    }

    void keepBeside(Path jar) throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new IOException("expressions are kept for a jar, as a folder does not tell when it changes: " + jar);
        }
        Path file = jar.resolveSibling(FILE);
        Path part = jar.resolveSibling(FILE + ".part");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(part))) {
            write(out, stamp(jar).getBytes(UTF_8));
            out.writeInt(added.size());
            for (Map.Entry<String, CelAbstractSyntaxTree> each : added.entrySet()) {
                write(out, each.getKey().getBytes(UTF_8));
                write(out, CelProtoAbstractSyntaxTree.fromCelAst(each.getValue()).toCheckedExpr().toByteArray());
            }
        }
        Path _ = Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** As a start-up cache of the JVM tells whether a jar is the one that it was made with. */
    private static String stamp(Path jar) throws IOException {
        return jar.getFileName() + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar).to(TimeUnit.SECONDS);
    }

    private static CheckedExpressions read(DataInputStream in, String stamp) throws IOException {
        if (!text(in).equals(stamp)) {
            return none();
        }
        Map<String, byte[]> kept = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            byte[] _ = kept.put(text(in), bytes(in));
        }
        return new CheckedExpressions(kept);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), UTF_8);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new EOFException("cut");
        }
        return in.readNBytes(length);
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** @param names all that the expression mentions, and may refer to */
    Optional<CelAbstractSyntaxTree> find(String source, Map<String, Shape> names) {
        byte[] found = kept.get(key(source, names));
        if (found == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(CelProtoAbstractSyntaxTree.fromCheckedExpr(CheckedExpr.parseFrom(found)).getAst());
        } catch (InvalidProtocolBufferException damaged) {
            return Optional.empty();
        }
    }

    void add(String source, Map<String, Shape> names, CelAbstractSyntaxTree expression) {
        added.put(key(source, names), expression);
    }

    /** How many had to be checked. */
    int added() {
        return added.size();
    }

    /** The checker goes by nothing else. */
    private static String key(String source, Map<String, Shape> names) {
        return new TreeMap<>(names).entrySet().stream().map(name -> name.getKey() + ":" + name.getValue())
                .collect(Collectors.joining(" ", "", "\n" + source));
    }
}
