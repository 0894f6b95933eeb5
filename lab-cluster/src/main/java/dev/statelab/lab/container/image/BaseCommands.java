package dev.statelab.lab.container.image;

import dev.statelab.lab.container.process.Program;
import dev.statelab.lab.container.tools.BaseTools;
import java.util.Map;
import java.util.TreeMap;

/** The shell and the tools, where images have them. */
final class BaseCommands {

    private BaseCommands() {}

    static Map<String, Program> all() {
        Map<String, Program> commands = new TreeMap<>();
        BaseTools.all().forEach((name, tool) -> commands.put("/bin/" + name, tool));
        return commands;
    }
}
