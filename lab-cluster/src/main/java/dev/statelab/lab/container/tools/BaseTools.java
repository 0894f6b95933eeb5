package dev.statelab.lab.container.tools;

import dev.statelab.lab.container.process.Program;
import java.util.HashMap;
import java.util.Map;

/** All tools. */
public final class BaseTools {

    private static final Map<String, Tool> TOOLS = Map.of(
            "sleep", TimeTools::sleep,
            "true", _ -> 0,
            "false", _ -> 1);

    private BaseTools() {}

    /** By name. */
    public static Map<String, Program> all() {
        Map<String, Program> programs = new HashMap<>();
        TOOLS.forEach((name, tool) -> programs.put(name, new ToolProgram(tool)));
        return programs;
    }
}
