package io.weir.api;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodTransform;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Writes the signatures of the API, its class files without code, as the jar that the build
 * compares later versions with. Called by hand when a version is released, never by the build:
 *
 * <pre>{@code
 * mvn -pl api test-compile
 * java -cp api/target/test-classes io.weir.api.BaselineJar \
 *     api/target/classes api/src/japicmp/weir-api-1.0.jar
 * }</pre>
 */
final class BaselineJar {
  private static final LocalDateTime SAME_EACH_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private BaselineJar() {}

  /**
   * Writes it.
   *
   * @param arguments the folder of the classes, and the jar
   */
  public static void main(String[] arguments) throws IOException {
    write(Path.of(arguments[0]), Path.of(arguments[1]));
  }

  private static void write(Path classes, Path jar) throws IOException {
    try (Stream<Path> files = Files.walk(classes);
        OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Path path : files.filter(BaselineJar::isClass).collect(toCollection(TreeSet::new))) {
        ClassModel model = ClassFile.of().parse(path);
        if (model.flags().has(AccessFlag.PUBLIC)) {
          JarEntry entry = new JarEntry(classes.relativize(path).toString());
          entry.setTimeLocal(SAME_EACH_TIME);
          out.putNextEntry(entry);
          out.write(withoutCode(model));
        }
      }
    }
  }

  private static boolean isClass(Path path) {
    return path.toString().endsWith(".class");
  }

  private static byte[] withoutCode(ClassModel model) {
    ClassFile fresh =
        ClassFile.of(
            ClassFile.ConstantPoolSharingOption.NEW_POOL, ClassFile.DebugElementsOption.DROP_DEBUG);
    return fresh.transformClass(
        model,
        ClassTransform.transformingMethods(
            MethodTransform.dropping(element -> element instanceof CodeModel)));
  }
}
