package com.example.encrypted;

import io.weir.api.certificate.CertificateStore;
import io.weir.api.certificate.EntryName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A folder with an encrypted file for each entry. */
final class EncryptedStore implements CertificateStore {
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path folder;
  private final EntryCipher cipher;
  private final FileLocks locks;

  EncryptedStore(Path folder, EntryCipher cipher, FileLocks locks) {
    this.folder = folder;
    this.cipher = cipher;
    this.locks = locks;
  }

  @Override
  public Optional<byte[]> load(String name) throws IOException {
    Path file = file(name);
    try {
      return Optional.of(cipher.decrypted(name, Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IOException(file + ": was encrypted with another key, or changed since", e);
    }
  }

  /** Another weir may read at any time: the file is whole before it has its name. */
  @Override
  public void save(String name, byte[] value) throws IOException, GeneralSecurityException {
    Path file = file(name);
    Files.createDirectories(folder, PRIVATE);
    Path unfinished = Files.createTempFile(folder, ".new-", "");
    try {
      Files.write(unfinished, cipher.encrypted(name, value));
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(file(name));
  }

  @Override
  public Lock lock(String name, Duration lease) throws IOException, InterruptedException {
    Path file = file(name);
    Files.createDirectories(folder, PRIVATE);
    return locks.take(file.resolveSibling("." + file.getFileName() + ".lock"));
  }

  /** No name has a comma or begins with a dot, so that none is taken for another or for a lock. */
  private Path file(String name) {
    return folder.resolve(EntryName.checked(name).replace('/', ','));
  }
}
