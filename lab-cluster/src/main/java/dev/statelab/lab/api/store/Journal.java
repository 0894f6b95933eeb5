package dev.statelab.lab.api.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ResourceType;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Hears of every change before anybody else does, so that nothing that was answered is lost. Called by one at a time. */
public interface Journal extends AutoCloseable {

    /** Keeps nothing. */
    Journal NONE = new Journal() {

        @Override
        public void append(ResourceType type, Change change) {
            // Nobody will ask for it.
        }

        @Override
        public boolean isLong() {
            return false;
        }

        @Override
        public void replace(long revision, Map<ResourceType, List<ObjectNode>> objects) {
            // Nothing to replace.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    /**
     * Writes a change.
     *
     * @throws IOException where it is not written, and the journal is as it was before
     */
    void append(ResourceType type, Change change) throws IOException;

    /** Whether it holds much more than the present objects. */
    boolean isLong();

    /**
     * Writes the present objects in place of all changes so far.
     *
     * @throws IOException where that was not possible, and the journal is as it was before
     */
    void replace(long revision, Map<ResourceType, List<ObjectNode>> objects) throws IOException;

    @Override
    void close();
}
