package dev.statelab.lab.container.files;

import dev.statelab.lab.container.FileLocks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A process' open file: the real one, with locks that hold between containers. */
final class ContainerFileChannel extends FileChannel {

    private final FileChannel real;
    private final ContainerFileSystem process;
    private final Place place;
    private final Set<Lock> locks = ConcurrentHashMap.newKeySet();

    ContainerFileChannel(FileChannel real, ContainerFileSystem process, Place place) {
        this.real = real;
        this.process = process;
        this.place = place;
    }

    private final class Lock extends FileLock {

        private final FileLocks.Range range;
        private volatile boolean valid = true;

        Lock(FileLocks.Range range) {
            super(ContainerFileChannel.this, range.position(), range.size(), range.shared());
            this.range = range;
            locks.add(this);
        }

        @Override
        public boolean isValid() {
            return valid && ContainerFileChannel.this.isOpen();
        }

        @Override
        public void release() {
            valid = false;
            locks.remove(this);
            place.mount().volume().locks().release(place.real(), range);
        }
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        FileLocks.Range range = new FileLocks.Range(process, position, size, shared);
        try {
            place.mount().volume().locks().take(place.real(), range);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            FileLockInterruptionException interruption = new FileLockInterruptionException();
            interruption.initCause(e);
            throw interruption;
        }
        return new Lock(range);
    }

    @Override
    public @Nullable FileLock tryLock(long position, long size, boolean shared) {
        FileLocks.Range range = new FileLocks.Range(process, position, size, shared);
        return place.mount().volume().locks().tryTake(place.real(), range) ? new Lock(range) : null;
    }

    @Override
    protected void implCloseChannel() throws IOException {
        locks.forEach(Lock::release);
        real.close();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return real.read(target);
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        return real.read(targets, offset, length);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return FileErrors.written(() -> real.write(source));
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        return FileErrors.written(() -> real.write(sources, offset, length));
    }

    @Override
    public long position() throws IOException {
        return real.position();
    }

    @Override
    public FileChannel position(long newPosition) throws IOException {
        real.position(newPosition);
        return this;
    }

    @Override
    public long size() throws IOException {
        return real.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        real.truncate(size);
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        real.force(metaData);
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return real.transferTo(position, count, target);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        return FileErrors.written(() -> real.transferFrom(source, position, count));
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return real.read(target, position);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        return FileErrors.written(() -> real.write(source, position));
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        return real.map(mode, position, size);
    }
}
