package dev.statelab.lab.container.tools;

import dev.statelab.lab.container.process.Program;
import java.util.HashMap;
import java.util.Map;

/** All tools. */
public final class BaseTools {

    private static final Map<String, Tool> TOOLS = Map.ofEntries(
            entry("cat", FileTools::cat),
            entry("tee", FileTools::tee),
            entry("touch", FileTools::touch),
            entry("mkdir", FileTools::mkdir),
            entry("rmdir", FileTools::rmdir),
            entry("ln", FileTools::ln),
            entry("readlink", FileTools::readlink),
            entry("realpath", FileTools::realpath),
            entry("rm", FileTools::rm),
            entry("cp", CopyTools::cp),
            entry("mv", CopyTools::mv),
            entry("chown", OwnerTools::chown),
            entry("chgrp", OwnerTools::chgrp),
            entry("chmod", OwnerTools::chmod),
            entry("ls", Listing::ls),
            entry("stat", SystemTools::stat),
            entry("find", Find::run),
            entry("head", TextTools::head),
            entry("tail", TextTools::tail),
            entry("wc", TextTools::wc),
            entry("sha256sum", TextTools::sha256sum),
            entry("sort", LineTools::sort),
            entry("uniq", LineTools::uniq),
            entry("rev", LineTools::rev),
            entry("tac", LineTools::tac),
            entry("cut", Streaming::cut),
            entry("tr", Streaming::tr),
            entry("seq", Streaming::seq),
            entry("yes", Streaming::yes),
            entry("nl", Streaming::nl),
            entry("grep", Grep::run),
            entry("egrep", Grep::run),
            entry("fgrep", Grep::run),
            entry("sed", Sed::run),
            entry("expr", Expr::run),
            entry("basename", SystemTools::basename),
            entry("dirname", SystemTools::dirname),
            entry("sleep", TimeTools::sleep),
            entry("date", TimeTools::date),
            entry("timeout", RunTools::timeout),
            entry("env", RunTools::env),
            entry("xargs", RunTools::xargs),
            entry("printenv", SystemTools::printenv),
            entry("hostname", SystemTools::hostname),
            entry("whoami", SystemTools::whoami),
            entry("id", SystemTools::id),
            entry("ps", SystemTools::ps),
            entry("uname", SystemTools::uname),
            entry("which", SystemTools::which),
            entry("df", SystemTools::df),
            entry("du", SystemTools::du),
            entry("tar", Tar::run),
            entry("stty", SystemTools::stty),
            entry("sync", _ -> 0),
            entry("curl", Curl::run),
            entry("wget", Wget::run),
            entry("nslookup", NameTools::nslookup),
            entry("getent", NameTools::getent),
            entry("dig", NameTools::dig),
            entry("host", NameTools::host),
            entry("nc", NetworkTools::nc));

    private BaseTools() {}

    private static Map.Entry<String, Tool> entry(String name, Tool tool) {
        return Map.entry(name, tool);
    }

    /** By name. */
    public static Map<String, Program> all() {
        Map<String, Program> programs = new HashMap<>();
        TOOLS.forEach((name, tool) -> programs.put(name, new ToolProgram(tool)));
        return programs;
    }
}
