package dev.statelab.core.submission;

import static java.util.Objects.requireNonNull;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A pair of Ed25519 keys, to seal submissions with. */
public record SealingKey(PrivateKey privateKey, PublicKey publicKey) {

    private static final String ED25519 = "Ed25519";
    private static final int LINE = 64;

    public SealingKey {
        requireNonNull(privateKey, "privateKey");
        requireNonNull(publicKey, "publicKey");
    }

    /** A new pair. */
    public static SealingKey generate() {
        try {
            var pair = KeyPairGenerator.getInstance(ED25519).generateKeyPair();
            return new SealingKey(pair.getPrivate(), pair.getPublic());
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /**
     * Reads both keys from one text in PEM: {@code PRIVATE KEY} (PKCS #8) and {@code PUBLIC KEY}, as openssl writes them.
     *
     * @throws GeneralSecurityException when one of them is missing or no Ed25519 key
     */
    public static SealingKey ofPem(String text) throws GeneralSecurityException {
        PrivateKey privateKey = KeyFactory.getInstance(ED25519)
                .generatePrivate(new PKCS8EncodedKeySpec(block(text, "PRIVATE KEY")));
        return new SealingKey(privateKey, publicKey(text));
    }

    /**
     * Reads a public key in PEM, or what stands between PEM's lines.
     *
     * @throws GeneralSecurityException when it is no Ed25519 key
     */
    public static PublicKey publicKey(String text) throws GeneralSecurityException {
        byte[] encoded = text.contains("-----BEGIN") ? block(text, "PUBLIC KEY") : decoded(text);
        return KeyFactory.getInstance(ED25519).generatePublic(new X509EncodedKeySpec(encoded));
    }

    /** Both keys in PEM. */
    public String pem() {
        return pem("PRIVATE KEY", privateKey.getEncoded()) + pem("PUBLIC KEY", publicKey.getEncoded());
    }

    private static String pem(String label, byte[] encoded) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(LINE, new byte[]{'\n'}).encodeToString(encoded)
                + "\n-----END " + label + "-----\n";
    }

    private static byte[] block(String text, String label) throws InvalidKeySpecException {
        Matcher block = Pattern.compile("-----BEGIN " + label + "-----([^-]*)-----END " + label + "-----")
                .matcher(text);
        if (!block.find()) {
            throw new InvalidKeySpecException("no " + label);
        }
        return decoded(String.valueOf(block.group(1)));
    }

    private static byte[] decoded(String base64) throws InvalidKeySpecException {
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException notBase64) {
            throw new InvalidKeySpecException(notBase64);
        }
    }
}
