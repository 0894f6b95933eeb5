package dev.statelab.lab.container.files;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.random.RandomGenerator;

/** An open character device. */
final class DeviceChannel implements SeekableByteChannel {

    private final Device device;
    private volatile boolean open = true;

    DeviceChannel(Device device) {
        this.device = device;
    }

    @Override
    public int read(ByteBuffer target) throws ClosedChannelException {
        checkOpen();
        byte[] bytes = new byte[target.remaining()];
        switch (device) {
            case NULL -> {
                return -1;
            }
            case ZERO -> target.put(bytes);
            case RANDOM -> {
                RandomGenerator.getDefault().nextBytes(bytes);
                target.put(bytes);
            }
        }
        return bytes.length;
    }

    @Override
    public int write(ByteBuffer source) throws ClosedChannelException {
        checkOpen();
        int count = source.remaining();
        source.position(source.limit());
        return count;
    }

    @Override
    public long position() {
        return 0;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        return this;
    }

    @Override
    public long size() {
        return 0;
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        return this;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }

    private void checkOpen() throws ClosedChannelException {
        if (!open) {
            throw new ClosedChannelException();
        }
    }
}
