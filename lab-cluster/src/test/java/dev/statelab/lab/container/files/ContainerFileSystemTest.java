package dev.statelab.lab.container.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.statelab.lab.container.Ownership;
import dev.statelab.lab.container.UserIds;
import dev.statelab.lab.container.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
final class ContainerFileSystemTest {

    private static final UserIds APPLICATION = new UserIds(1000, 1000);

    private final Storage storage;
    private final FileSystem memory = Jimfs.newFileSystem(Configuration.unix());

    @TempDir
    Path onDisk;

    private Path temporary = Path.of("/");
    private Volume rootVolume = new Volume(Path.of("/"));
    private Volume data = new Volume(Path.of("/"));

    enum Storage {
        DISK, MEMORY
    }

    ContainerFileSystemTest(Storage storage) {
        this.storage = storage;
    }

    @BeforeEach
    void makeVolumes() throws IOException {
        temporary = storage == Storage.DISK ? onDisk : Files.createDirectory(memory.getPath("/of-this-machine"));
        rootVolume = new Volume(Files.createDirectory(temporary.resolve("root")));
        rootVolume.setOwnership(rootVolume.folder(), Ownership.ofRoot(0755));
        data = new Volume(Files.createDirectory(temporary.resolve("data")));
    }

    @AfterEach
    void closeMemory() throws IOException {
        memory.close();
    }

    private ContainerFileSystem as(UserIds user) {
        return new ContainerFileSystem(new Mounts(List.of(
                Mounts.Mount.of("/", rootVolume, rootVolume.folder(), false),
                Mounts.Mount.of("/data", data, data.folder(), false),
                Mounts.Mount.of("/fixed", data, data.folder(), true)), Map.of("/dev/null", Device.NULL)), user);
    }

    private Path root(String path) {
        return as(UserIds.ROOT).getPath(path);
    }

    private Path application(String path) {
        return as(APPLICATION).getPath(path);
    }

    @Test
    void a_file_that_root_made_cannot_be_written_by_the_application() throws IOException {
        Files.writeString(root("/data/counter.txt"), "0\n");

        assertThat(Files.readString(application("/data/counter.txt"))).isEqualTo("0\n");
        assertThatThrownBy(() -> Files.writeString(application("/data/counter.txt"), "1\n"))
                .isInstanceOf(AccessDeniedException.class).hasMessage("/data/counter.txt");
    }

    @Test
    void a_file_that_root_gave_away_can_be_written_by_the_application() throws IOException {
        Files.writeString(root("/data/counter.txt"), "0\n");
        Files.setAttribute(root("/data/counter.txt"), "unix:uid", 1000);

        Files.writeString(application("/data/counter.txt"), "1\n");

        assertThat(Files.readString(root("/data/counter.txt"))).isEqualTo("1\n");
    }

    @Test
    void a_new_file_belongs_to_the_process_that_made_it() throws IOException {
        Files.writeString(application("/data/mine"), "");

        assertThat(Files.readAttributes(root("/data/mine"), "unix:uid,gid,mode"))
                .isEqualTo(Map.of("uid", 1000, "gid", 1000, "mode", 0100644));
    }

    @Test
    void each_volume_is_a_device_of_its_own() throws IOException {
        Files.writeString(root("/data/mine"), "");

        assertThat(Files.getAttribute(root("/data/mine"), "unix:dev"))
                .isEqualTo(Files.getAttribute(root("/data"), "unix:dev"))
                .isNotEqualTo(Files.getAttribute(root("/"), "unix:dev"));
    }

    @Test
    void a_file_in_a_folder_with_the_set_group_bit_belongs_to_the_folders_group() throws IOException {
        data.giveToGroup(2000);

        Files.writeString(application("/data/shared"), "");

        assertThat(Files.getAttribute(root("/data/shared"), "unix:gid")).isEqualTo(2000);
        assertThat(Files.getAttribute(root("/data"), "unix:mode")).isEqualTo(0042777);
    }

    @Test
    void the_folder_decides_who_makes_and_deletes_files() throws IOException {
        Files.createDirectory(root("/data/closed"));
        Files.writeString(root("/data/closed/file"), "");

        assertThatThrownBy(() -> Files.writeString(application("/data/closed/new"), ""))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> Files.delete(application("/data/closed/file")))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> Files.move(application("/data/closed/file"), application("/data/file")))
                .isInstanceOf(FileSystemException.class);
    }

    @Test
    void in_a_sticky_folder_only_the_owner_deletes_a_file() throws IOException {
        rootVolume.makeFolder("tmp", Ownership.ofRoot(01777));
        Files.writeString(root("/tmp/of-root"), "");
        Files.writeString(application("/tmp/mine"), "");

        Files.delete(application("/tmp/mine"));

        assertThatThrownBy(() -> Files.delete(application("/tmp/of-root")))
                .isInstanceOf(FileSystemException.class).hasMessageContaining("Operation not permitted");
    }

    @Test
    void a_folder_without_execute_permission_hides_what_is_in_it() throws IOException {
        Files.createDirectory(root("/data/secret"));
        Files.writeString(root("/data/secret/file"), "x");
        Files.setPosixFilePermissions(root("/data/secret"), PosixFilePermissions.fromString("rwxr--r--"));

        assertThatThrownBy(() -> Files.readString(application("/data/secret/file")))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void only_the_owner_changes_the_mode() throws IOException {
        Files.writeString(root("/data/file"), "");

        assertThatThrownBy(() -> Files.setPosixFilePermissions(application("/data/file"),
                PosixFilePermissions.fromString("rw-rw-rw-"))).hasMessageContaining("Operation not permitted");
        assertThatThrownBy(() -> Files.setAttribute(application("/data/file"), "unix:uid", 1000))
                .hasMessageContaining("Operation not permitted");
    }

    @Test
    void ownership_follows_a_renamed_folder_and_ends_with_the_file() throws IOException {
        Files.createDirectory(root("/data/old"));
        Files.writeString(root("/data/old/file"), "");
        Files.setAttribute(root("/data/old/file"), "unix:uid", 1000);
        ContainerFileSystem files = as(UserIds.ROOT);

        Files.move(files.getPath("/data/old"), files.getPath("/data/new"), StandardCopyOption.ATOMIC_MOVE);
        assertThat(Files.getAttribute(root("/data/new/file"), "unix:uid")).isEqualTo(1000);

        Files.delete(root("/data/new/file"));
        Files.writeString(root("/data/new/file"), "");
        assertThat(Files.getAttribute(root("/data/new/file"), "unix:uid")).isEqualTo(0);
    }

    @Test
    void an_atomic_move_replaces_the_target_with_the_sources_ownership() throws IOException {
        ContainerFileSystem files = as(APPLICATION);
        Files.writeString(root("/data/value"), "old");
        Files.writeString(files.getPath("/data/value.tmp"), "new");

        Files.move(files.getPath("/data/value.tmp"), files.getPath("/data/value"), StandardCopyOption.ATOMIC_MOVE);

        assertThat(Files.readString(root("/data/value"))).isEqualTo("new");
        assertThat(Files.getAttribute(root("/data/value"), "unix:uid")).isEqualTo(1000);
    }

    @Test
    void a_move_to_another_mount_is_not_atomic() throws IOException {
        ContainerFileSystem files = as(UserIds.ROOT);
        Files.writeString(files.getPath("/file"), "x");

        assertThatThrownBy(() -> Files.move(files.getPath("/file"), files.getPath("/data/file"),
                StandardCopyOption.ATOMIC_MOVE)).isInstanceOf(AtomicMoveNotSupportedException.class);
        Files.move(files.getPath("/file"), files.getPath("/data/file"));

        assertThat(Files.readString(files.getPath("/data/file"))).isEqualTo("x");
        assertThat(Files.exists(files.getPath("/file"))).isFalse();
    }

    @Test
    void a_read_only_mount_can_be_read_only() throws IOException {
        Files.writeString(root("/data/file"), "x");

        assertThat(Files.readString(application("/fixed/file"))).isEqualTo("x");
        assertThatThrownBy(() -> Files.writeString(root("/fixed/file"), "y"))
                .hasMessage("/fixed/file: Read-only file system");
        assertThatThrownBy(() -> Files.createDirectory(root("/fixed/folder")))
                .hasMessage("/fixed/folder: Read-only file system");
    }

    @Test
    void no_path_and_no_link_leads_out_of_the_container() throws IOException {
        Files.writeString(temporary.resolve("outside"), "of this machine");
        Path target = temporary.resolve("outside");
        Files.createSymbolicLink(root("/data/link"), as(UserIds.ROOT).getPath(target.toString()));
        Files.createSymbolicLink(data.folder().resolve("real-link"), target);

        assertThatThrownBy(() -> Files.readString(root("/data/link"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> Files.readString(root("/data/real-link"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> Files.readString(root("/data/../../outside")))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(root("/data/../..").toRealPath()).hasToString("/");
    }

    @Test
    void links_are_followed_inside_the_container() throws IOException {
        ContainerFileSystem files = as(UserIds.ROOT);
        Files.writeString(files.getPath("/data/file"), "x");
        Files.createSymbolicLink(files.getPath("/link"), files.getPath("data/file"));
        Files.createSymbolicLink(files.getPath("/round"), files.getPath("/round"));

        assertThat(Files.readString(files.getPath("/link"))).isEqualTo("x");
        assertThat(files.getPath("/link").toRealPath()).hasToString("/data/file");
        assertThat(Files.isSameFile(files.getPath("/link"), files.getPath("/data/file"))).isTrue();
        assertThatThrownBy(() -> Files.readString(files.getPath("/round")))
                .isInstanceOf(FileSystemLoopException.class);
    }

    @Test
    void a_walk_sees_mount_points_and_every_file() throws IOException {
        Files.createDirectories(root("/data/a/b"));
        Files.writeString(root("/data/a/b/file"), "");
        ContainerFileSystem files = as(UserIds.ROOT);

        try (Stream<Path> walk = Files.walk(files.getPath("/data"))) {
            assertThat(walk.map(Path::toString)).containsExactly("/data", "/data/a", "/data/a/b", "/data/a/b/file");
        }
        try (Stream<Path> list = Files.list(files.getPath("/"))) {
            assertThat(list.map(Path::toString)).contains("/data", "/fixed");
        }
    }

    @Test
    void failures_are_the_jdks_and_name_the_containers_path() throws IOException {
        Files.createDirectories(root("/data/folder/sub"));
        Files.writeString(root("/data/file"), "");

        assertThatThrownBy(() -> Files.delete(root("/data/folder"))).isInstanceOf(DirectoryNotEmptyException.class)
                .hasMessage("/data/folder");
        assertThatThrownBy(() -> Files.createDirectory(root("/data/folder")))
                .isInstanceOf(FileAlreadyExistsException.class).hasMessage("/data/folder");
        assertThatThrownBy(() -> Files.readString(root("/data/file/x"))).hasMessage("/data/file/x: Not a directory");
        assertThatThrownBy(() -> Files.writeString(root("/data/" + "n".repeat(300)), ""))
                .isInstanceOf(FileSystemException.class).hasMessageContaining("File name too long")
                .hasMessageNotContaining(temporary.toString());
        assertThatThrownBy(() -> Files.delete(root("/data"))).hasMessageContaining("Device or resource busy");
    }

    @Test
    void locks_hold_between_processes() throws IOException {
        Path mine = application("/data/lock");
        try (FileChannel first = FileChannel.open(mine, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileChannel again = FileChannel.open(mine, StandardOpenOption.WRITE);
                FileChannel other = FileChannel.open(application("/data/lock"), StandardOpenOption.WRITE)) {
            FileLock lock = first.lock();

            assertThat(other.tryLock()).isNull();
            assertThatThrownBy(again::tryLock).isInstanceOf(OverlappingFileLockException.class);
            lock.release();
            assertThat(other.tryLock()).isNotNull();
        }
    }

    @Test
    void nothing_is_written_once_the_file_system_is_closed() throws IOException {
        ContainerFileSystem files = as(APPLICATION);
        Path file = files.getPath("/data/file");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);

        files.close();

        assertThat(channel.isOpen()).isFalse();
        assertThatThrownBy(() -> Files.writeString(file, "late")).isInstanceOf(ClosedFileSystemException.class);
        assertThat(Files.readString(root("/data/file"))).isEmpty();
    }

    @Test
    void a_device_swallows_what_is_written() throws IOException {
        rootVolume.makeFolder("dev", Ownership.ofRoot(0755));

        Files.writeString(application("/dev/null"), "x");

        assertThat(Files.readString(application("/dev/null"))).isEmpty();
    }

    @Test
    void a_file_from_outside_has_the_ownership_it_was_given() throws IOException {
        data.write("config/app.yaml", "a: 1".getBytes(StandardCharsets.UTF_8), new Ownership(0, 1000, 0640));

        assertThat(Files.readString(application("/data/config/app.yaml"))).isEqualTo("a: 1");
        assertThatThrownBy(() -> Files.readString(as(new UserIds(2000, 2000)).getPath("/data/config/app.yaml")))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void a_folder_can_be_opened_to_force_its_entries_but_not_read() throws IOException {
        try (FileChannel folder = FileChannel.open(application("/data"), StandardOpenOption.READ)) {
            folder.force(true);
            assertThatThrownBy(() -> folder.read(ByteBuffer.allocate(1))).isInstanceOf(IOException.class)
                    .hasMessage("Is a directory");
        }
    }
}
