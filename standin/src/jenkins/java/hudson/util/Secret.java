package hudson.util;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Stand-in: a secret, encrypted with a key that is another one for each JVM. */
public final class Secret implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final SecretKeySpec KEY = new SecretKeySpec(RANDOM.generateSeed(16), "AES");

    @NonNull
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    @NonNull
    public static Secret fromString(@CheckForNull String data) {
        return new Secret(Util.fixNull(data));
    }

    @NonNull
    public static String toString(@CheckForNull Secret s) {
        return s == null ? "" : s.value;
    }

    @NonNull
    public String getPlainText() {
        return value;
    }

    @NonNull
    public String getEncryptedValue() {
        byte[] iv = new byte[IV_BYTES];
        RANDOM.nextBytes(iv);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, iv).doFinal(value.getBytes(StandardCharsets.UTF_8));
            byte[] whole = Arrays.copyOf(iv, IV_BYTES + encrypted.length);
            System.arraycopy(encrypted, 0, whole, IV_BYTES, encrypted.length);
            return '{' + Base64.getEncoder().encodeToString(whole) + '}';
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @CheckForNull
    public static Secret decrypt(@CheckForNull String data) {
        if (data == null || !data.startsWith("{") || !data.endsWith("}")) {
            return null;
        }
        try {
            byte[] whole = Base64.getDecoder().decode(data.substring(1, data.length() - 1));
            byte[] clear = cipher(Cipher.DECRYPT_MODE, whole).doFinal(whole, IV_BYTES, whole.length - IV_BYTES);
            return new Secret(new String(clear, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return null;
        }
    }

    private static Cipher cipher(int mode, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, KEY, new GCMParameterSpec(TAG_BITS, iv, 0, IV_BYTES));
        return cipher;
    }

    @Override
    public boolean equals(Object that) {
        return that instanceof Secret other && value.equals(other.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
