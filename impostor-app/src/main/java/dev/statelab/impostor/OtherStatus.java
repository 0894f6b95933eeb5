package dev.statelab.impostor;

/** {@link Trick#OTHER_STATUS}. */
record OtherStatus(Handler good) implements Handler {

    private static final int NON_AUTHORITATIVE = 203;

    @Override
    public Reply answer(String method, String path, byte[] body) {
        Reply reply = good.answer(method, path, body);
        return method.equals("GET") && reply.status() == 200
                ? new Reply(NON_AUTHORITATIVE, reply.contentType(), reply.body())
                : reply;
    }
}
