package dev.statelab.lab.event;

import java.util.LinkedHashMap;
import java.util.Map;

/** The entries that were used last; older ones are forgotten, so that memory does not grow with the cluster's age. */
final class Recent<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1;
    private static final int LIMIT = 4096;

    Recent() {
        super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > LIMIT;
    }
}
