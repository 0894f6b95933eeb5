package dev.statelab.core.expression;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelProtoAbstractSyntaxTree;
import dev.cel.expr.CheckedExpr;
import dev.cel.expr.Reference;
import dev.statelab.core.ClassPath;
import dev.statelab.core.expression.ExpressionCompiler.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * Expressions as CEL's checker leaves them, {@code cel.expr.CheckedExpr}. Those of the tasks that come with the grader are kept
 * in a file beside its jars, with their traits: to parse and check them anew takes longer than anything else when such a task is
 * read. The file counts for the jar that it was made with. Not safe for use by many threads.
 */
public final class CheckedExpressions {

    private static final String FILE = "expressions.checked";
    private static final String UNREADABLE = "a checksum holds for what cannot be read";

    private final Map<String, byte[]> kept;
    private final Map<String, Checked> added = new TreeMap<>();

    /**
     * One of them.
     *
     * @param ast where it is kept as CEL's message, read when it is first needed: many of a task's are never evaluated
     */
    record Checked(ExpressionTraits traits, Supplier<CelAbstractSyntaxTree> ast) {

        private static Checked read(byte[] kept) {
            try {
                DataInputStream in = new DataInputStream(new ByteArrayInputStream(kept));
                ExpressionTraits traits = new ExpressionTraits(in.readUTF(), texts(in), texts(in), texts(in),
                        in.readBoolean());
                byte[] ast = in.readAllBytes();
                return new Checked(traits, () -> ast(ast));
            } catch (IOException e) {
                throw new IllegalStateException(UNREADABLE, e);
            }
        }

        private static CelAbstractSyntaxTree ast(byte[] kept) {
            try {
                return CelProtoAbstractSyntaxTree.fromCheckedExpr(CheckedExpr.parseFrom(kept)).getAst();
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(UNREADABLE, e);
            }
        }

        private byte[] toBytes() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeUTF(traits.type());
            writeTexts(out, traits.references());
            writeTexts(out, traits.randomNames());
            writeTexts(out, traits.fields());
            out.writeBoolean(traits.readsOnlySpecs());
            toEvaluate(CelProtoAbstractSyntaxTree.fromCelAst(ast.get()).toCheckedExpr()).writeTo(out);
            return bytes.toByteArray();
        }

        /** Without what makes reading it slower: CEL plans by the types of names alone, and not by how macros were written. */
        private static CheckedExpr toEvaluate(CheckedExpr whole) {
            CheckedExpr.Builder evaluated = whole.toBuilder().clearTypeMap();
            evaluated.getSourceInfoBuilder().clearMacroCalls();
            whole.getTypeMapMap().forEach((id, type) -> {
                if (id == whole.getExpr().getId() || isName(whole, id)) {
                    CheckedExpr.Builder _ = evaluated.putTypeMap(id, type);
                }
            });
            return evaluated.build();
        }

        private static boolean isName(CheckedExpr whole, long id) {
            return !whole.getReferenceMapOrDefault(id, Reference.getDefaultInstance()).getName().isEmpty();
        }

        private static Set<String> texts(DataInputStream in) throws IOException {
            String[] texts = new String[in.readInt()];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = in.readUTF();
            }
            return Set.of(texts);
        }

        private static void writeTexts(DataOutputStream out, Set<String> texts) throws IOException {
            out.writeInt(texts.size());
            for (String text : new TreeSet<>(texts)) {
                out.writeUTF(text);
            }
        }
    }

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
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        DataOutputStream expressions = new DataOutputStream(content);
        expressions.writeInt(added.size());
        for (Map.Entry<String, Checked> each : added.entrySet()) {
            write(expressions, each.getKey().getBytes(UTF_8));
            write(expressions, each.getValue().toBytes());
        }
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(part))) {
            write(out, stamp(jar).getBytes(UTF_8));
            out.writeLong(checksum(content.toByteArray()));
            content.writeTo(out);
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
        long sum = in.readLong();
        byte[] content = in.readAllBytes();
        if (sum != checksum(content)) {
            return none();
        }
        DataInputStream expressions = new DataInputStream(new ByteArrayInputStream(content));
        Map<String, byte[]> kept = new HashMap<>();
        for (int left = expressions.readInt(); left > 0; left--) {
            byte[] _ = kept.put(text(expressions), bytes(expressions));
        }
        return new CheckedExpressions(kept);
    }

    private static long checksum(byte[] content) {
        Checksum sum = new CRC32C();
        sum.update(content);
        return sum.getValue();
    }

    /** @param names all that the expression mentions, and may refer to */
    Optional<Checked> find(String source, Map<String, Shape> names) {
        return Optional.ofNullable(kept.get(key(source, names))).map(Checked::read);
    }

    void add(String source, Map<String, Shape> names, Checked expression) {
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
}
