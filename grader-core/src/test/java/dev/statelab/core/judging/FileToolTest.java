package dev.statelab.core.judging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.judging.FileTool.Look;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileToolTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            STAT | 5 1000 1000 644 regular file                              | regular file | 5 | 644
            STAT | 0 1000 1000 644 regular empty file                        | regular file | 0 | 644
            STAT | 4096 1000 1000 2777 directory                             | directory | 4096 | 2777
            LS   | -rw-r--r-- 1 1000 1000 5 Nov 21 14:00 /data/x             | regular file | 5 | 644
            LS   | -rw-r--r--.   1 1000     1000           5 Nov 21 14:00 /x | regular file | 5 | 644
            LS   | drwxrwsrwt 2 1000 1000 4096 Nov 21 14:00 /data            | directory | 4096 | 3777
            LS   | -rwsr-S--T 1 1000 1000 9 Nov 21 2024 /x                   | regular file | 9 | 7740
            """)
    void a_tool_tells_what_a_file_is(FileTool tool, String line, String type, long size, String mode) {
        assertThat(tool.read(Commands.ended(0, line + "\n", ""))).isEqualTo(new Look.Found(Map.of("exists", true,
                "type", type, "size", size, "uid", 1000L, "gid", 1000L, "mode", mode)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            STAT | stat: cannot stat '/data/x': No such file or directory | Absent
            STAT | stat: can't stat '/data/x': No such file or directory  | Absent
            STAT | stat: cannot stat '/etc/passwd/x': Not a directory     | Absent
            LS   | ls: /data/x: No such file or directory                 | Absent
            STAT | stat: cannot stat '/data/x': Permission denied         | Hidden
            STAT | stat: unrecognized option: c                           | Unclear
            """)
    void a_complaint_is_told_apart(FileTool tool, String complaint, String look) {
        assertThat(tool.read(Commands.ended(1, "", complaint + "\n")).getClass().getSimpleName()).isEqualTo(look);
    }

    @Test
    void what_a_tool_has_never_printed_is_unclear() {
        assertThat(FileTool.STAT.read(Commands.ended(0, "?\n", ""))).isInstanceOf(Look.Unclear.class);
        assertThat(FileTool.LS.read(Commands.ended(0, "?\n", ""))).isInstanceOf(Look.Unclear.class);
    }
}
