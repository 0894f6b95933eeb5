package dev.statelab.core.check;

import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** An example of what a check may do wrong. */
public final class Stubborn implements Check {

    @Override
    public String name() {
        return "stubborn";
    }

    @Override
    public Set<String> parameters() {
        return Set.of("how");
    }

    @Override
    @SuppressWarnings("NullAway")
    public CheckResult run(CheckContext context) throws InterruptedException {
        return switch (context.parameter("how")) {
            case "throws" -> throw new IllegalStateException("it has a bug");
            case "is broken" -> throw new NoClassDefFoundError("a/Library");
            case "asks for nothing" -> new CheckResult.Passed(context.objects("nosuch").toString());
            case "says nothing" -> null;
            default -> {
                new CountDownLatch(1).await();
                yield new CheckResult.Passed("never");
            }
        };
    }
}
