package dev.statelab.lab.container.tools;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** {@code ls}, as busybox prints it. */
final class Listing {

    private static final DateTimeFormatter RECENT = DateTimeFormatter.ofPattern("MMM ppd HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter OLD = DateTimeFormatter.ofPattern("MMM ppd  yyyy", Locale.ENGLISH);
    private static final Duration HALF_A_YEAR = Duration.ofDays(182);
    private static final int BLOCK = 4096;

    private final Call call;
    private final Options options;
    private final Names names;

    private Listing(Call call, Options options) {
        this.call = call;
        this.options = options;
        this.names = Names.of(call);
    }

    /** Sorted by name. */
    static List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        }
        entries.sort(Comparator.naturalOrder());
        return entries;
    }

    static int ls(Call call) throws UsageException {
        Options options = Options.parse(call, "laA1dnRthrSFipL");
        return new Listing(call, options)
                .list(options.operands().isEmpty() ? List.of(".") : options.operands());
    }

    private record Entry(String name, Path path) {}

    private int list(List<String> operands) {
        int status = 0;
        List<Entry> files = new ArrayList<>();
        List<Entry> folders = new ArrayList<>();
        for (String operand : operands) {
            Path path = followed(call.path(operand));
            boolean link = Files.isSymbolicLink(path) && options.has("l");
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                call.complain(operand + ": No such file or directory");
                status = 1;
            } else if (Files.isDirectory(path) && !options.has("d") && !link) {
                folders.add(new Entry(operand, path));
            } else {
                files.add(new Entry(operand, path));
            }
        }
        try {
            print(files);
        } catch (IOException e) {
            status = call.failed(operands.getFirst(), e);
        }
        boolean titles = operands.size() > 1 || options.has("R");
        boolean first = files.isEmpty();
        for (Entry folder : folders) {
            status |= list(folder, titles, first);
            first = false;
        }
        return status;
    }

    /** With {@code -L}, what a link leads to; a link that leads nowhere is shown itself. */
    private Path followed(Path path) {
        try {
            return options.has("L") ? path.toRealPath() : path;
        } catch (IOException nowhere) {
            return path;
        }
    }

    private int list(Entry folder, boolean title, boolean first) {
        if (title) {
            call.out().print((first ? "" : "\n") + folder.name() + ":\n");
        }
        int status = 0;
        try {
            List<Entry> entries = new ArrayList<>();
            if (options.has("a")) {
                entries.add(new Entry(".", folder.path()));
                entries.add(new Entry("..", folder.path().resolve("..").normalize()));
            }
            for (Path path : entries(folder.path())) {
                String name = String.valueOf(path.getFileName());
                if (!name.startsWith(".") || options.has("a") || options.has("A")) {
                    entries.add(new Entry(name, path));
                }
            }
            if (isLong()) {
                long blocks = 0;
                for (Entry entry : entries) {
                    blocks += kibibytes(entry.path());
                }
                call.out().println("total " + blocks);
            }
            print(entries);
            for (Entry entry : options.has("R") ? entries : List.<Entry>of()) {
                if (Files.isDirectory(entry.path(), LinkOption.NOFOLLOW_LINKS) && !entry.name().matches("\\.\\.?")) {
                    status |= list(new Entry(folder.name() + "/" + entry.name(), entry.path()), true, false);
                }
            }
        } catch (IOException e) {
            status = call.failed("can't open '" + folder.name() + "'", e);
        }
        return status;
    }

    private boolean isLong() {
        return options.has("l") || options.has("n");
    }

    private static long kibibytes(Path path) throws IOException {
        PosixFileAttributes attributes = attributes(path);
        boolean file = attributes.isRegularFile();
        return file ? (attributes.size() + BLOCK - 1) / BLOCK * (BLOCK / 1024) : attributes.isDirectory() ? 4 : 0;
    }

    private static PosixFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private void print(List<Entry> unsorted) throws IOException {
        List<Entry> entries = new ArrayList<>(unsorted);
        if (options.has("t")) {
            List<Entry> byTime = new ArrayList<>();
            for (Entry entry : entries) {
                int at = 0;
                while (at < byTime.size() && attributes(byTime.get(at).path()).lastModifiedTime()
                        .compareTo(attributes(entry.path()).lastModifiedTime()) >= 0) {
                    at++;
                }
                byTime.add(at, entry);
            }
            entries = byTime;
        }
        if (options.has("r")) {
            Collections.reverse(entries);
        }
        for (Entry entry : entries) {
            call.out().println(isLong() ? line(entry) : marked(entry, entry.name()));
        }
    }

    private String marked(Entry entry, String name) {
        boolean folder = Files.isDirectory(entry.path(), LinkOption.NOFOLLOW_LINKS);
        return folder && (options.has("F") || options.has("p")) ? name + "/" : name;
    }

    private String line(Entry entry) throws IOException {
        PosixFileAttributes attributes = attributes(entry.path());
        int uid = Ownerships.uid(entry.path(), LinkOption.NOFOLLOW_LINKS);
        int gid = Ownerships.gid(entry.path(), LinkOption.NOFOLLOW_LINKS);
        String owner = options.has("n") ? Integer.toString(uid) : names.user(uid);
        String group = options.has("n") ? Integer.toString(gid) : names.group(gid);
        long size = attributes.isDirectory() ? BLOCK : attributes.size();
        String name = marked(entry, entry.name());
        if (attributes.isSymbolicLink()) {
            name += " -> " + Files.readSymbolicLink(entry.path());
        }
        return "%-10s %4d %-8s %-8s %s %s %s".formatted(
                Modes.shown(type(attributes), Ownerships.mode(entry.path(), LinkOption.NOFOLLOW_LINKS)),
                attributes.isDirectory() ? links(entry.path()) : 1, owner, group,
                options.has("h") ? "%8s".formatted(Sizes.readable(size)) : "%9d".formatted(size),
                time(attributes.lastModifiedTime().toInstant()), name);
    }

    static char type(PosixFileAttributes attributes) {
        return attributes.isDirectory() ? 'd' : attributes.isSymbolicLink() ? 'l' : attributes.isOther() ? 'c' : '-';
    }

    /** A folder is linked from its parent, from itself, and from each folder in it. */
    private static int links(Path folder) {
        try {
            return 2 + (int) entries(folder).stream()
                    .filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)).count();
        } catch (IOException _) {
            return 2;
        }
    }

    private String time(Instant modified) {
        boolean recent = Duration.between(modified, call.surroundings().clock().now()).abs().compareTo(HALF_A_YEAR) < 0;
        return (recent ? RECENT : OLD).format(modified.atOffset(ZoneOffset.UTC));
    }
}
