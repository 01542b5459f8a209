package io.weir.app.demo;

import io.weir.app.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the demo keeps its configuration and its log while it runs. */
record DemoFolder(Path path) {

  static DemoFolder create() {
    try {
      return new DemoFolder(Files.createTempDirectory("weir-demo-"));
    } catch (IOException e) {
      throw new OperatorException("no folder for temporary files: " + e.getMessage());
    }
  }

  Path configuration() {
    return path.resolve("weir.conf");
  }

  Path log() {
    return path.resolve("weir.log");
  }

  void writeConfiguration(String text) {
    try {
      Files.writeString(configuration(), text);
    } catch (IOException e) {
      throw new OperatorException(configuration() + " cannot be written: " + e.getMessage());
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(configuration());
      Files.deleteIfExists(log());
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new OperatorException(path + " cannot be removed: " + e.getMessage());
    }
  }
}
