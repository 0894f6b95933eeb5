package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.container.PodNetwork.Answer;
import dev.statelab.lab.container.PodNetwork.ServiceRecord;
import java.util.List;
import java.util.Optional;

/**
 * What the cluster's DNS says, as CoreDNS does. Names are full, without a dot at their end.
 *
 * @see <a href="https://github.com/kubernetes/dns/blob/master/docs/specification.md">DNS-based service discovery</a>
 */
record ClusterDns(Api api) {

    static final String DOMAIN = "cluster.local";
    static final String ZONE = "svc." + DOMAIN;

    private static final String POD_ZONE = "pod." + DOMAIN;
    private static final String DASHED_ADDRESS = "\\d{1,3}(-\\d{1,3}){3}";
    private static final int LONGEST_CHAIN = 8;
    private static final int WHOLE_WEIGHT = 100;

    /** @param name {@code [<pod>.]<service>.<namespace>.svc.cluster.local} */
    Optional<Answer> addresses(String name) {
        return addresses(name, 0);
    }

    private Optional<Answer> addresses(String name, int aliases) {
        if (name.endsWith("." + POD_ZONE)) {
            return labels(name, POD_ZONE).length == 2 && labels(name, POD_ZONE)[0].matches(DASHED_ADDRESS)
                    ? Optional.of(answer(name, List.of(labels(name, POD_ZONE)[0].replace('-', '.'))))
                    : Optional.empty();
        }
        if (!name.endsWith("." + ZONE)) {
            return Optional.empty();
        }
        var labels = labels(name, ZONE);
        return switch (labels.length) {
            case 2 -> api.find(ResourceTypes.SERVICE, labels[1], labels[0])
                    .flatMap(service -> ofService(name, service, aliases));
            case 3 -> answered(name, ReadyEndpoints.of(api, labels[2], labels[1]).endpoints()
                    .filter(endpoint -> ReadyEndpoints.label(endpoint).equals(labels[0])).map(ReadyEndpoints::address)
                    .toList());
            default -> Optional.empty();
        };
    }

    private static String[] labels(String name, String zone) {
        return name.substring(0, name.length() - zone.length() - 1).split("\\.", -1);
    }

    private Optional<Answer> ofService(String name, JsonNode service, int aliases) {
        var spec = service.path("spec");
        if (spec.path("type").asText().equals("ExternalName")) {
            var target = spec.path("externalName").asText();
            var found = aliases < LONGEST_CHAIN ? addresses(target, aliases + 1) : Optional.<Answer>empty();
            return Optional.of(new Answer(name, found.map(Answer::canonical).orElse(target),
                    found.map(Answer::addresses).orElseGet(List::of)));
        }
        return isHeadless(service)
                ? answered(name, ReadyEndpoints.of(api, service).endpoints().map(ReadyEndpoints::address).toList())
                : Optional.of(answer(name, List.of(spec.path("clusterIP").asText())));
    }

    private static boolean isHeadless(JsonNode service) {
        return service.path("spec").path("clusterIP").asText().equals("None");
    }

    private static Optional<Answer> answered(String name, List<String> addresses) {
        return addresses.isEmpty() ? Optional.empty() : Optional.of(answer(name, addresses));
    }

    private static Answer answer(String name, List<String> addresses) {
        return new Answer(name, name, addresses);
    }

    /** @param name {@code [_<port>._<protocol>.]<service>.<namespace>.svc.cluster.local}, without the first part for all */
    List<ServiceRecord> services(String name) {
        if (!name.endsWith("." + ZONE)) {
            return List.of();
        }
        var labels = labels(name, ZONE);
        boolean named = labels.length == 4 && labels[0].startsWith("_") && labels[1].startsWith("_");
        if (!named && labels.length != 2) {
            return List.of();
        }
        var wanted = named ? Optional.of(labels[0].substring(1)) : Optional.<String>empty();
        var protocol = named ? Optional.of(labels[1].substring(1)) : Optional.<String>empty();
        var service = api.find(ResourceTypes.SERVICE, labels[labels.length - 1], labels[labels.length - 2]);
        return service.map(found -> services(name, found).stream()
                .filter(each -> wanted.filter(port -> !port.equals(each.portName())).isEmpty())
                .filter(each -> protocol.filter(text -> !text.equalsIgnoreCase(each.protocol())).isEmpty())
                .map(Candidate::serviceRecord).toList()).orElseGet(List::of);
    }

    /** A record, with what it may be asked by. */
    private record Candidate(ServiceRecord serviceRecord, String portName, String protocol) {}

    private List<Candidate> services(String name, JsonNode service) {
        var metadata = service.path("metadata");
        var domain = metadata.path("name").asText() + "." + metadata.path("namespace").asText() + "." + ZONE;
        if (!isHeadless(service)) {
            return service.path("spec").path("ports").valueStream()
                    .map(port -> candidate(name, port, WHOLE_WEIGHT, domain)).toList();
        }
        var behind = ReadyEndpoints.of(api, service);
        int weight = WHOLE_WEIGHT / Math.max(1, (int) behind.endpoints().count());
        return behind.slices().stream().flatMap(slice -> slice.path("ports").valueStream()
                .flatMap(port -> ReadyEndpoints.ready(slice).map(
                        endpoint -> candidate(name, port, weight, ReadyEndpoints.label(endpoint) + "." + domain))))
                .toList();
    }

    private static Candidate candidate(String name, JsonNode port, int weight, String target) {
        return new Candidate(new ServiceRecord(name, weight, port.path("port").asInt(), target),
                port.path("name").asText(), port.path("protocol").asText("TCP"));
    }
}
