package dev.statelab.lab.container.image;

import dev.statelab.lab.container.process.Program;
import dev.statelab.lab.container.shell.Shell;
import dev.statelab.lab.container.tools.BaseTools;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The shell and the tools, where images have them. */
final class BaseCommands {

    private static final List<String> SHELLS = List.of("sh", "ash", "bash");
    private static final List<String> BUILTINS = List.of("true", "false", "echo", "printf", "pwd", "test", "[", "kill");

    private BaseCommands() {}

    static Map<String, Program> all() {
        Map<String, Program> commands = new TreeMap<>();
        for (String name : SHELLS) {
            commands.put("/bin/" + name, new Shell());
        }
        for (String name : BUILTINS) {
            commands.put("/bin/" + name, Shell.builtin(name));
        }
        BaseTools.all().forEach((name, tool) -> commands.put("/bin/" + name, tool));
        return commands;
    }
}
