package dev.statelab.hostile.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Every renderer of one evaluation. */
class ReportFuzzTest {

    @FuzzTest
    void any_bytes(byte[] bytes) {
        Reports.check(Texts.of(Readers.text(bytes)));
    }
}
