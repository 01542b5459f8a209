package com.example.encrypted;

import io.weir.api.config.InvalidConfigException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM: a nonce, then what is encrypted. An entry opens under its own name alone. */
final class EntryCipher {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final SecureRandom random = new SecureRandom();

  private EntryCipher(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /**
   * Reads the key.
   *
   * @throws InvalidConfigException if the file holds none; weir shows it with the line of the key
   */
  static EntryCipher of(Path keyFile) {
    try {
      byte[] key = Base64.getMimeDecoder().decode(Files.readAllBytes(keyFile));
      if (key.length == KEY_BYTES) {
        return new EntryCipher(key);
      }
    } catch (IOException | IllegalArgumentException e) {
      // Neither's message is shown: a part of the key may be in it.
    }
    throw new InvalidConfigException("key_path", "a file of 32 bytes in base64");
  }

  byte[] encrypted(String name, byte[] value) throws GeneralSecurityException {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] body = cipher(Cipher.ENCRYPT_MODE, name, nonce).doFinal(value);
    return ByteBuffer.allocate(NONCE_BYTES + body.length).put(nonce).put(body).array();
  }

  byte[] decrypted(String name, byte[] entry) throws GeneralSecurityException {
    if (entry.length < NONCE_BYTES) {
      throw new GeneralSecurityException("too short");
    }
    ByteBuffer rest = ByteBuffer.wrap(entry);
    byte[] nonce = new byte[NONCE_BYTES];
    rest.get(nonce);
    return cipher(Cipher.DECRYPT_MODE, name, nonce).doFinal(entry, NONCE_BYTES, rest.remaining());
  }

  private Cipher cipher(int mode, String name, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
