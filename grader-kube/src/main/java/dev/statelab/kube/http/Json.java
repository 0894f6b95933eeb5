package dev.statelab.kube.http;

import com.fasterxml.jackson.databind.ObjectMapper;

/** One mapper for all: each new one costs start-up time. */
public final class Json {

    public static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}
}
