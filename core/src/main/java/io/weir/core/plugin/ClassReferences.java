package io.weir.core.plugin;

import io.weir.api.WeirPlugin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the classes of a plugin's jar refer to, read without loading them: a class that is missing
 * is else found by the first connection that needs it.
 */
final class ClassReferences {
  private static final String CLASS = ".class";

  /** Where a whole library is missing these are enough to see which. */
  private static final int MOST_LINES = 20;

  private static final String SERVICE = "META-INF/services/" + WeirPlugin.class.getName();
  private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([^;<]+);");

  private final PluginDescriptor plugin;
  private final Set<String> carried = new HashSet<>();

  /** Who refers to a class first, by the class; in the form of class files. */
  private final TreeMap<String, String> users = new TreeMap<>();

  private ClassReferences(PluginDescriptor plugin) {
    this.plugin = plugin;
  }

  /**
   * References to what the plugin will not find, a line each. Of weir's own classes all are told,
   * of others those by the classes beside the entry class: a library that was packed into the same
   * jar often names what it can do without.
   *
   * @throws IOException if a jar cannot be read
   */
  static List<String> problems(PluginJars jars, PluginDescriptor plugin) throws IOException {
    ClassReferences references = new ClassReferences(plugin);
    for (Path jar : jars.jars()) {
      references.carries(jar);
    }
    return references.unresolved();
  }

  private void carries(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      file.stream()
          .map(JarEntry::getName)
          .filter(name -> name.endsWith(CLASS))
          // Also those that are there for newer Java alone.
          .map(name -> name.replaceFirst("^META-INF/versions/[0-9]+/", ""))
          .forEach(name -> carried.add(name.substring(0, name.length() - CLASS.length())));
    }
  }

  private List<String> unresolved() throws IOException {
    List<String> lines = new ArrayList<>();
    try (JarFile file = new JarFile(plugin.jar().toFile())) {
      String own = ownPackages(file);
      TreeSet<JarEntry> entries = new TreeSet<>((a, b) -> a.getName().compareTo(b.getName()));
      file.stream()
          .filter(entry -> entry.getName().endsWith(CLASS))
          .filter(entry -> !entry.getName().startsWith("META-INF/"))
          .forEach(entries::add);
      for (JarEntry entry : entries) {
        read(file, entry, own);
      }
    }
    users.entrySet().stream()
        .limit(MOST_LINES)
        .forEach(entry ->
            lines.add(
                "%s: %s %s"
                    .formatted(plugin.jar(), dotted(entry.getValue()), statement(entry.getKey()))));
    return lines;
  }

  private void read(JarFile file, JarEntry entry, String own) throws IOException {
    ClassModel model;
    Set<String> named = new HashSet<>();
    try (InputStream in = file.getInputStream(entry)) {
      model = ClassFile.of().parse(in.readAllBytes());
      for (PoolEntry constant : model.constantPool()) {
        add(constant, named);
      }
      model.fields().forEach(field -> addDescriptor(field.fieldType().stringValue(), named));
      model.methods().forEach(method -> addDescriptor(method.methodType().stringValue(), named));
    } catch (IllegalArgumentException _) {
      // No sound class file: whoever loads it says so.
      return;
    }
    String user = entry.getName().substring(0, entry.getName().length() - CLASS.length());
    for (String name : named) {
      if (!isThere(name) && (isOfWeir(name) || user.startsWith(own))) {
        users.putIfAbsent(name, user);
      }
    }
  }

  private static void add(PoolEntry constant, Set<String> named) {
    switch (constant) {
      case ClassEntry type -> {
        String name = type.asInternalName();
        if (name.startsWith("[")) {
          addDescriptor(name, named);
        } else {
          named.add(name);
        }
      }
      case NameAndTypeEntry member -> addDescriptor(member.type().stringValue(), named);
      case MethodTypeEntry method -> addDescriptor(method.descriptor().stringValue(), named);
      default -> {}
    }
  }

  private static void addDescriptor(String descriptor, Set<String> named) {
    Matcher types = IN_DESCRIPTOR.matcher(descriptor);
    while (types.find()) {
      named.add(types.group(1));
    }
  }

  private boolean isThere(String name) {
    return PluginClassLoader.isOfHost(name.replace('/', '.'))
        ? WeirPlugin.class.getClassLoader().getResource(name + CLASS) != null
        : carried.contains(name)
            || ClassLoader.getPlatformClassLoader().getResource(name + CLASS) != null;
  }

  /** The first two names of the entry class's package, in the form of class files. */
  private static String ownPackages(JarFile file) throws IOException {
    JarEntry service = file.getJarEntry(SERVICE);
    if (service == null) {
      return "";
    }
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(file.getInputStream(service), StandardCharsets.UTF_8))) {
      String entry = reader.readLine();
      String[] names = entry == null ? new String[0] : entry.strip().split("\\.", -1);
      StringBuilder own = new StringBuilder();
      for (int i = 0; i < Math.min(2, names.length - 1); i++) {
        own.append(names[i]).append('/');
      }
      return own.toString();
    }
  }

  private static boolean isOfWeir(String name) {
    return name.startsWith("io/weir/");
  }

  private static String statement(String missing) {
    return isOfWeir(missing)
        ? "uses %s, which plugins do not see (expected: of weir io.weir.api alone)"
            .formatted(dotted(missing))
        : "uses %s, which is not there (expected: in this jar or in a library beside it)"
            .formatted(dotted(missing));
  }

  private static String dotted(String name) {
    return Reason.of(name.replace('/', '.'));
  }
}
