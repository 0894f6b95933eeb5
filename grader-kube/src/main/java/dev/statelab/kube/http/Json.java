package dev.statelab.kube.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statelab.core.Limits;

/** One mapper for all: each new one costs start-up time. What it reads may come from anybody. */
public final class Json {

    public static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder().streamReadConstraints(
            StreamReadConstraints.builder().maxTokenCount(Limits.ANSWER_TOKENS).maxNestingDepth(Limits.ANSWER_DEPTH)
                    .build())
            .build());

    private Json() {}
}
