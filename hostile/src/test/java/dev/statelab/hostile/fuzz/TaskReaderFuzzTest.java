package dev.statelab.hostile.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** The reader of tasks. */
class TaskReaderFuzzTest {

    @FuzzTest
    void any_bytes(byte[] bytes) {
        Readers.task(Readers.text(bytes));
    }
}
