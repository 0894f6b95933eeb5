package dev.statelab.kube.connect;

import java.net.InetAddress;

/**
 * What a kubeconfig that somebody else wrote may make the grader do.
 *
 * @param privateAddresses whether its server may be in a private network (RFC 1918, RFC 4193, RFC 6598)
 * @param loopback whether its server may be on this machine
 * @param anyCertificate whether it may ask not to check the server's certificate
 */
public record UntrustedRules(boolean privateAddresses, boolean loopback, boolean anyCertificate) {

    /** Servers on the public internet that prove who they are. */
    public static final UntrustedRules STRICT = new UntrustedRules(false, false, false);

    /** Whether requests may go there. Link-local addresses, where clouds hand out credentials, never are. */
    boolean allows(InetAddress address) {
        return switch (AddressKind.of(address)) {
            case PUBLIC -> true;
            case PRIVATE -> privateAddresses;
            case LOOPBACK -> loopback;
            case SPECIAL -> false;
        };
    }
}
