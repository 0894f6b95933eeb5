package dev.statelab.impostor;

/** {@link Trick#OTHER_STATUS}. */
record OtherStatus(Handler good, int status) implements Handler {

    @Override
    public Reply answer(String method, String path, byte[] body) {
        Reply reply = good.answer(method, path, body);
        return method.equals("GET") && reply.status() == 200
                ? new Reply(status, reply.contentType(), reply.body())
                : reply;
    }
}
