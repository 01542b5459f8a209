package io.weir.core.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code acme.cache_dir}: gobetween's name for what is {@code acme.store.path} here. */
final class CacheFolder {
  private static final String ACME = "acme";
  private static final String CACHE_DIR = "cache_dir";
  private static final String STORE = "store";
  private static final String KIND = "kind";
  private static final String PATH = "path";

  /** Anybody may write there, and systems empty them. */
  private static final List<Path> SHARED =
      List.of(Path.of("/tmp"), Path.of("/var/tmp"), Path.of("/dev/shm"));

  private CacheFolder() {}

  /** The tree in which the store of files has it too. */
  static ConfigObject handedToStore(ConfigObject root) {
    if (!(root.get(ACME) instanceof ConfigObject acme)) {
      return root;
    }
    ConfigValue folder = acme.get(CACHE_DIR);
    ConfigValue section = acme.get(STORE);
    ConfigObject store =
        section == null || isLeftOut(section)
            ? ConfigFactory.empty().root()
            : section instanceof ConfigObject object ? object : null;
    if (folder == null
        || !(folder.unwrapped() instanceof String)
        || isLeftOut(folder)
        || store == null
        || !isOfFiles(store.get(KIND))
        || has(store, PATH)) {
      return root;
    }
    return root.withValue(ACME, acme.withValue(STORE, store.withValue(PATH, folder)));
  }

  private static boolean isOfFiles(@Nullable ConfigValue kind) {
    return kind == null || isLeftOut(kind) || AcmeConfig.FILE.equals(kind.unwrapped());
  }

  /** As everywhere, a null or an empty text stands for a key that is left out. */
  private static boolean isLeftOut(ConfigValue value) {
    return value.unwrapped() == null || "".equals(value.unwrapped());
  }

  private static boolean has(ConfigObject section, String key) {
    ConfigValue value = section.get(key);
    return value != null && !isLeftOut(value);
  }

  /** Says where it makes no sense, or is no good idea. */
  static void check(ConfigObject root, AcmeConfig acme, Problems problems) {
    Path folder = acme.cacheDir().orElse(null);
    if (folder == null) {
      return;
    }
    Place place = Place.of(root, List.of(ACME, CACHE_DIR));
    if (!acme.store().kind().equals(AcmeConfig.FILE)) {
      problems.error(
          Problem.wrongValue(
              place,
              Shown.quoted(folder.toString()),
              "nothing with `store.kind` `" + acme.store().kind() + "`",
              null));
    } else if (contradicted(root, folder)) {
      problems.error(
          Problem.wrongValue(
              place,
              Shown.quoted(folder.toString()),
              "the same as `store.path`, or only one",
              null));
    } else if (SHARED.stream().anyMatch(folder.normalize()::startsWith)) {
      problems.warn(
          Problem.at(
              place,
              "\""
                  + folder
                  + "\" is no place for private keys: it is everybody's, and is emptied"));
    }
  }

  private static boolean contradicted(ConfigObject root, Path folder) {
    return root.get(ACME) instanceof ConfigObject acme
        && acme.get(STORE) instanceof ConfigObject store
        && has(store, PATH)
        && !store.toConfig().getString(PATH).equals(folder.toString());
  }
}
