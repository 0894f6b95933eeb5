package dev.statelab.kube.connect;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** What kind of network an address belongs to (IANA's registries of special-purpose addresses). */
enum AddressKind {
    PUBLIC, PRIVATE, LOOPBACK,
    /** Link-local, clouds' metadata, multicast, unspecified, reserved: no API server is there. */
    SPECIAL;

    private static final int IPV4_BYTES = 4;

    static AddressKind of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address.isLoopbackAddress()) {
            return LOOPBACK;
        }
        if (address.isAnyLocalAddress() || address.isLinkLocalAddress() || address.isMulticastAddress()) {
            return SPECIAL;
        }
        return address instanceof Inet6Address ? ofVersion6(bytes) : ofVersion4(bytes);
    }

    private static AddressKind ofVersion4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        int third = bytes[2] & 0xff;
        int last = bytes[3] & 0xff;
        if (first == 100 && second == 100 && third == 100 && last == 200) {
            return SPECIAL; // Alibaba Cloud's metadata
        }
        if (first == 168 && second == 63 && third == 129 && last == 16) {
            return SPECIAL; // Azure's, which hands out its machines' secrets
        }
        if (first == 10 || (first == 172 && second >= 16 && second < 32) || (first == 192 && second == 168)
                || (first == 100 && second >= 64 && second < 128)) {
            return PRIVATE;
        }
        boolean documentation = (first == 192 && second == 0 && (third == 0 || third == 2))
                || (first == 198 && second == 51 && third == 100) || (first == 203 && second == 0 && third == 113);
        boolean benchmarks = first == 198 && (second == 18 || second == 19);
        return first == 0 || first >= 240 || documentation || benchmarks ? SPECIAL : PUBLIC;
    }

    private static AddressKind ofVersion6(byte[] bytes) {
        if ((bytes[0] & 0xfe) == 0xfc) {
            // Amazon's metadata is among the unique local addresses.
            return startsWith(bytes, 0xfd, 0x00, 0x0e, 0xc2) ? SPECIAL : PRIVATE;
        }
        if (startsWith(bytes, 0x00, 0x64, 0xff, 0x9b)) {
            return embedded(Arrays.copyOfRange(bytes, bytes.length - IPV4_BYTES, bytes.length)); // NAT64
        }
        if (startsWith(bytes, 0x20, 0x02)) {
            return embedded(Arrays.copyOfRange(bytes, 2, 2 + IPV4_BYTES)); // 6to4
        }
        // Global unicast addresses begin with the bits 001; Teredo hides an address of version 4.
        boolean global = (bytes[0] & 0xe0) == 0x20 && !startsWith(bytes, 0x20, 0x01, 0x00, 0x00);
        return global ? PUBLIC : SPECIAL;
    }

    private static AddressKind embedded(byte[] version4) {
        try {
            return of(InetAddress.getByAddress(version4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xff) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
