package org.ordercast.engine.security;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals or opens the records of one sender, one after the other: a header that stays in clear and is authenticated, and
 * a body that is encrypted, with a tag behind it. The nonce is four zeros and the record's counter. A datagram is such a
 * record, and so is what crosses a link.
 *
 * <p>The cipher is kept from record to record, for the key's schedule costs more than a small record. For one thread, and
 * for sealing or opening, not both in turns.
 */
public final class RecordSeal {

    private static final int COUNTER_OFFSET = CipherSuite.NONCE_LENGTH - Long.BYTES;

    private final CipherSuite suite;
    private final SecretKeySpec key;
    private final byte[] nonce = new byte[CipherSuite.NONCE_LENGTH];
    private final ByteBuffer nonceFields = ByteBuffer.wrap(nonce);
    private Cipher cipher;
    private boolean used;

    RecordSeal(CipherSuite suite, byte[] key) {
        this.suite = suite;
        this.key = new SecretKeySpec(key, suite.keyAlgorithm());
        this.cipher = suite.newCipher();
    }

    /**
     * Seals a body behind its header. The counter must be another for each record that this key ever seals.
     *
     * @param counter the record's counter
     * @param body where the body is
     * @param offset where it begins
     * @param length how long it is
     * @param record the record, with its header at its beginning; the sealed body and the tag are put behind it
     * @param header how long the header is
     */
    public void seal(long counter, byte[] body, int offset, int length, byte[] record, int header) {
        try {
            begin(Cipher.ENCRYPT_MODE, counter);
            cipher.updateAAD(record, 0, header);
            cipher.doFinal(body, offset, length, record, header);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("record " + counter + " of " + length + " bytes cannot be sealed", e);
        }
    }

    /**
     * Opens a record.
     *
     * @param counter the record's counter
     * @param record the record, from its beginning: header, sealed body, tag
     * @param length how long it is
     * @param header how long its header is
     * @param target where the body is put, with room for it
     * @param at where in the target it begins
     * @return whether the record is authentic; if not, what was put there means nothing
     */
    public boolean open(long counter, byte[] record, int length, int header, byte[] target, int at) {
        try {
            if (used && counter == nonceFields.getLong(COUNTER_OFFSET)) {
                // Java 17's ChaCha20 refuses the same nonce twice in a row, to open too; and a copy may well follow.
                cipher = suite.newCipher();
            }
            begin(Cipher.DECRYPT_MODE, counter);
            cipher.updateAAD(record, 0, header);
            cipher.doFinal(record, header, length - header, target, at);
            return true;
        } catch (AEADBadTagException forged) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("record " + counter + " of " + length + " bytes cannot be opened", e);
        }
    }

    private void begin(int mode, long counter) throws InvalidKeyException, InvalidAlgorithmParameterException {
        nonceFields.putLong(COUNTER_OFFSET, counter);
        used = true;
        cipher.init(mode, key, suite.parameters(nonce));
    }
}
