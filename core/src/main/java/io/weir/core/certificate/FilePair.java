package io.weir.core.certificate;

import java.nio.file.Path;

/**
 * The files of a certificate and of its key; one file may hold both.
 *
 * @param certificate the chain
 * @param key the private key
 */
public record FilePair(Path certificate, Path key) {

  KeyedChain read() throws CertificateFileException {
    return KeyedChain.read(certificate, key);
  }
}
