package dev.statelab.hostile.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Every renderer of a class, and every file of another program that its scores are put into. */
class ClassReportFuzzTest {

    @FuzzTest
    void any_bytes(byte[] bytes) {
        Texts texts = Texts.of(Readers.text(bytes));
        ClassReports.check(texts);
        Exports.check(texts);
    }
}
