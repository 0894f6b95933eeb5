package dev.statelab.lab.container.tools;

import dev.statelab.lab.container.PodNetwork;
import dev.statelab.lab.container.PodNetwork.Answer;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Commands that ask what a name stands for. */
final class NameTools {

    private static final String NO_SERVER = "127.0.0.1";

    private NameTools() {}

    /** As busybox prints it, which asks for addresses of both kinds; a name is completed by the search domains. */
    static int nslookup(Call call) throws UsageException {
        List<String> operands = call.arguments().stream().filter(argument -> !argument.startsWith("-")).toList();
        if (operands.isEmpty()) {
            throw new UsageException("missing name");
        }
        String server = operands.size() > 1 ? operands.get(1) : nameServer(call);
        call.out().println("Server:\t\t" + server + "\nAddress:\t" + server + ":53\n");
        String name = operands.getFirst();
        if (call.arguments().stream().anyMatch(argument -> argument.matches("(?i)-(q|querytype|type)=srv"))) {
            return ServiceNames.nslookup(call, name);
        }
        Optional<Answer> found = lookup(call, name);
        if (found.isEmpty()) {
            for (int i = 0; i < 2; i++) {
                call.out().println("** server can't find " + name + ": NXDOMAIN\n");
            }
            return 1;
        }
        Answer answer = found.get();
        if (!answer.canonical().equals(answer.name())) {
            call.out().println(answer.name() + "\tcanonical name = " + answer.canonical());
        }
        answer.addresses().forEach(
                address -> call.out().println("Name:\t" + answer.canonical() + "\nAddress: " + address));
        call.out().println("\n");
        return 0;
    }

    /** DNS alone; the pod's {@code /etc/hosts} does not count. */
    private static Optional<Answer> lookup(Call call, String name) {
        return name.equals("localhost")
                ? Optional.of(new Answer(name, name, List.of("127.0.0.1")))
                : call.surroundings().network().names().lookup(name);
    }

    private static String nameServer(Call call) {
        FileSystem files = call.surroundings().files();
        try {
            return Files.readAllLines(files.getPath("/etc/resolv.conf")).stream()
                    .filter(line -> line.startsWith("nameserver ")).map(line -> line.substring(11).strip())
                    .findFirst().orElse(NO_SERVER);
        } catch (IOException _) {
            return NO_SERVER;
        }
    }

    /** {@code getent hosts NAME}: {@code /etc/hosts} first, then DNS. */
    static int getent(Call call) throws UsageException {
        List<String> arguments = call.arguments();
        if (arguments.size() < 2 || !List.of("hosts", "ahosts", "ahostsv4").contains(arguments.getFirst())) {
            throw new UsageException("expected: getent hosts NAME...");
        }
        PodNetwork network = call.surroundings().network();
        int status = 0;
        for (String name : arguments.subList(1, arguments.size())) {
            List<String> addresses = network.addresses(name);
            String full = network.hosts().containsKey(name)
                    ? name
                    : network.names().lookup(name).map(Answer::canonical).orElse(name);
            addresses.forEach(address -> call.out().println("%-15s %s".formatted(address,
                    full.equals(name) ? name : full + " " + name)));
            status = addresses.isEmpty() ? 2 : status;
        }
        return status;
    }

    /** {@code dig [+short] [+search] [A | SRV] NAME}; without {@code +search} only a full name is found. */
    static int dig(Call call) throws UsageException {
        List<String> arguments = call.arguments();
        List<String> names = arguments.stream().filter(word -> !word.matches("[+@-].*|(?i)A|IN|SRV")).toList();
        if (names.isEmpty()) {
            throw new UsageException("expected a name");
        }
        String name = names.getFirst().endsWith(".") || arguments.contains("+search")
                ? names.getFirst()
                : names.getFirst() + ".";
        boolean isShort = arguments.contains("+short");
        String type = arguments.stream().anyMatch(ServiceNames.TYPE::equalsIgnoreCase) ? ServiceNames.TYPE : "A";
        List<String> records = type.equals("A")
                ? addressRecords(call, name, isShort)
                : ServiceNames.dig(call, name, isShort);
        if (!isShort) {
            call.out().println(";; ->>HEADER<<- opcode: QUERY, status: " + (records.isEmpty() ? "NXDOMAIN" : "NOERROR")
                    + "\n\n;; QUESTION SECTION:\n;" + name + "\t\tIN\t" + type + "\n"
                    + (records.isEmpty() ? "" : "\n;; ANSWER SECTION:"));
        }
        records.forEach(call.out()::println);
        if (!isShort) {
            call.out().println("\n;; SERVER: " + nameServer(call) + "#53(" + nameServer(call) + ")");
        }
        return 0;
    }

    private static List<String> addressRecords(Call call, String name, boolean dataAlone) {
        List<String> records = new ArrayList<>();
        call.surroundings().network().names().lookup(name).ifPresent(found -> {
            if (!found.canonical().equals(found.name())) {
                records.add((dataAlone ? "" : found.name() + ".\t\t5\tIN\tCNAME\t") + found.canonical() + ".");
            }
            found.addresses().forEach(
                    address -> records.add((dataAlone ? "" : found.canonical() + ".\t5\tIN\tA\t") + address));
        });
        return records;
    }

    /** {@code host NAME}. */
    static int host(Call call) throws UsageException {
        List<String> operands = Options.parse(call, "t:a4", Map.of()).operands();
        if (operands.isEmpty()) {
            throw new UsageException("expected a name");
        }
        Optional<Answer> answer = call.surroundings().network().names().lookup(operands.getFirst());
        if (answer.isEmpty()) {
            call.out().println("Host " + operands.getFirst() + " not found: 3(NXDOMAIN)");
            return 1;
        }
        if (!answer.get().canonical().equals(answer.get().name())) {
            call.out().println(answer.get().name() + " is an alias for " + answer.get().canonical() + ".");
        }
        answer.get().addresses().forEach(
                address -> call.out().println(answer.get().canonical() + " has address " + address));
        return 0;
    }
}
