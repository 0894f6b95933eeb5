package dev.statelab.kube;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.statelab.kube.FakeApi.Answers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Objects of one kind that can be listed and watched, and faults that happen on the way. */
final class FakeCollection implements Answers {

    private static final String END = "end";
    private static final String BREAK = "break";

    private final Map<String, ObjectNode> objects = new TreeMap<>();
    private final List<BlockingQueue<String>> watches = new ArrayList<>();
    private final BlockingQueue<String> opened = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> refusedWatches = new LinkedBlockingQueue<>();
    private Optional<Recordings.Answer> refusal = Optional.empty();
    private Optional<Recordings.Answer> watchRefusal = Optional.empty();
    private boolean down;
    private long version = 100;

    synchronized void put(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        String name = copy.path("metadata").path("name").asText();
        version++;
        copy.withObject("metadata").put("resourceVersion", Long.toString(version));
        boolean there = objects.put(name, copy) != null;
        tell(event(there ? "MODIFIED" : "ADDED", copy));
    }

    synchronized void remove(String name) {
        version++;
        ObjectNode gone = objects.remove(name);
        if (gone != null) {
            tell(event("DELETED", gone));
        }
    }

    /** Changes something that no watch is told of. */
    synchronized void removeSilently(String name) {
        version++;
        objects.remove(name);
    }

    synchronized void say(String line) {
        tell(line);
    }

    /** Ends the watches as the API server does when their time is over. */
    synchronized void endWatches() {
        tell(END);
    }

    /** Cuts the connections of the watches. */
    synchronized void breakWatches() {
        tell(BREAK);
    }

    synchronized void refuse(Recordings.Answer answer) {
        refusal = Optional.of(answer);
    }

    synchronized void refuseWatches(Recordings.Answer answer) {
        watchRefusal = Optional.of(answer);
    }

    synchronized void accept() {
        refusal = Optional.empty();
        watchRefusal = Optional.empty();
    }

    /** Cuts each connection without an answer. */
    synchronized void down(boolean isDown) {
        down = isDown;
    }

    /** Waits for the next watch, and returns its query. */
    String awaitWatch() throws InterruptedException {
        return opened.take();
    }

    /** Waits for the next watch that is refused, and returns its query. */
    String awaitRefusedWatch() throws InterruptedException {
        return refusedWatches.take();
    }

    @Override
    public void answer(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        boolean watch = query.contains("watch=1");
        Optional<Recordings.Answer> refused;
        synchronized (this) {
            if (down) {
                exchange.close();
                return;
            }
            refused = watch ? watchRefusal.or(() -> refusal) : refusal;
        }
        if (refused.isPresent()) {
            FakeApi.send(exchange, refused.get());
            if (watch) {
                refusedWatches.add(query);
            }
        } else if (watch) {
            watch(exchange, query);
        } else {
            FakeApi.send(exchange, new Recordings.Answer(200, "application/json", list(query)));
        }
    }

    private void watch(HttpExchange exchange, String query) throws IOException {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        synchronized (this) {
            watches.add(lines);
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        opened.add(query);
        try {
            for (String line = lines.take(); !line.equals(END); line = lines.take()) {
                if (line.equals(BREAK)) {
                    exchange.getResponseBody().write("{\"type\":\"MODI".getBytes(UTF_8));
                    exchange.getResponseBody().flush();
                    exchange.close();
                    return;
                }
                exchange.getResponseBody().write((line + "\n").getBytes(UTF_8));
                exchange.getResponseBody().flush();
            }
            exchange.getResponseBody().close();
        } catch (InterruptedException e) {
            exchange.close();
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                watches.remove(lines);
            }
        }
    }

    private synchronized String list(String query) {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("kind", "PodList").put("apiVersion", "v1");
        ObjectNode metadata = list.putObject("metadata").put("resourceVersion", Long.toString(version));
        ArrayNode items = list.putArray("items");
        List<ObjectNode> all = List.copyOf(objects.values());
        int limit = number(query, "limit=");
        int start = query.contains("continue=") ? number(query, "continue=") : 0;
        int end = Math.min(all.size(), start + limit);
        for (ObjectNode object : all.subList(start, end)) {
            ObjectNode item = object.deepCopy();
            // The items of a typed list have neither (recording list-limit-1-continue).
            item.remove(List.of("kind", "apiVersion"));
            items.add(item);
        }
        if (end < all.size()) {
            metadata.put("continue", Integer.toString(end));
        }
        return list.toString();
    }

    private static int number(String query, String parameter) {
        String rest = query.substring(query.indexOf(parameter) + parameter.length());
        return Integer.parseInt(rest.replaceAll("&.*", ""));
    }

    private void tell(String line) {
        watches.forEach(watch -> watch.add(line));
    }

    private static String event(String type, ObjectNode object) {
        return JsonNodeFactory.instance.objectNode().put("type", type).set("object", object).toString();
    }
}
