package dev.statelab.kube.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;

/** One mapper for all: each new one costs start-up time. What it reads may come from anybody. */
public final class Json {

    /** Words and brackets of one answer; a page of 500 pods has 200,000. */
    private static final long MOST_TOKENS = 2_000_000;
    private static final int DEEPEST = 500;

    public static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder().streamReadConstraints(
            StreamReadConstraints.builder().maxTokenCount(MOST_TOKENS).maxNestingDepth(DEEPEST).build()).build());

    private Json() {}
}
