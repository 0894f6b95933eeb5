package dev.statelab.lab.container.tools;

import dev.statelab.lab.container.PodNetwork.ServiceRecord;
import java.util.List;

/** What {@code nslookup} and {@code dig} say of the services behind a name: its SRV records. */
final class ServiceNames {

    static final String TYPE = "SRV";

    private ServiceNames() {}

    /** As busybox prints it, below the server. */
    static int nslookup(Call call, String name) {
        List<ServiceRecord> found = call.surroundings().network().names().services(name);
        if (found.isEmpty()) {
            call.out().println("** server can't find " + name + ": NXDOMAIN\n");
            return 1;
        }
        found.forEach(each -> call.out().println(each.name() + "\tservice = " + data(each)));
        call.out().println();
        return 0;
    }

    /** Lines of dig's answer section, or the data alone. */
    static List<String> dig(Call call, String name, boolean dataAlone) {
        return call.surroundings().network().names().services(name).stream()
                .map(each -> (dataAlone ? "" : each.name() + ".\t5\tIN\tSRV\t") + data(each) + ".").toList();
    }

    private static String data(ServiceRecord each) {
        return "0 " + each.weight() + " " + each.port() + " " + each.target();
    }
}
