package dev.statelab.lab.container.tools;

import dev.statelab.lab.container.process.Surroundings;
import java.io.IOException;
import java.net.Socket;
import java.util.List;

/** Commands about ports. */
final class NetworkTools {

    private NetworkTools() {}

    /** {@code nc -z host port}: whether somebody listens. */
    static int nc(Call call) throws UsageException {
        Options options = Options.parse(call, "zvw:nu");
        List<String> operands = options.operands();
        if (operands.size() != 2 || !operands.get(1).matches("\\d{1,5}")) {
            throw new UsageException("expected a host and a port");
        }
        if (!options.has("z")) {
            throw new UsageException("only -z is supported here");
        }
        String where = operands.getFirst() + ":" + operands.get(1);
        boolean open = Reach.of(call.surroundings(), operands.getFirst(),
                Integer.parseInt(operands.get(1))) instanceof Reach.At at && accepts(call.surroundings(), at);
        if (options.has("v")) {
            call.surroundings().err().println(where + (open ? " open" : ": Connection refused"));
        }
        return open ? 0 : 1;
    }

    private static boolean accepts(Surroundings surroundings, Reach.At at) {
        try (Socket socket = new Socket()) {
            surroundings.closeAtEnd(socket);
            socket.connect(at.address());
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
