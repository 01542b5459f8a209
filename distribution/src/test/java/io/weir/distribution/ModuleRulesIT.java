package io.weir.distribution;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of modules in docs/architecture.md: who may depend on whom. */
class ModuleRulesIT {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.weir");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          io.weir.api..            | io.weir.core.. io.weir.protocol.. io.weir.plugin.. io.weir.app.. io.weir.testkit.. io.netty.. com.google.. com.typesafe..
          io.weir.core..           | io.weir.protocol.. io.weir.plugin.. io.weir.app.. io.weir.testkit..
          io.weir.protocol.tcp..   | io.weir.protocol.tls.. io.weir.protocol.udp.. io.weir.plugin.. io.weir.app.. io.weir.testkit..
          io.weir.protocol.tls..   | io.weir.protocol.tcp.. io.weir.protocol.udp.. io.weir.plugin.. io.weir.app.. io.weir.testkit..
          io.weir.protocol.udp..   | io.weir.protocol.tcp.. io.weir.protocol.tls.. io.weir.plugin.. io.weir.app.. io.weir.testkit..
          io.weir.plugin..         | io.weir.core.. io.weir.protocol.. io.weir.app.. io.weir.testkit.. io.netty.. com.google.inject.. com.google.common.. com.typesafe..
          io.weir.plugin.builtin.. | tools.jackson.. org.xbill..
          io.weir.plugin.http..    | org.apache.hc.client5.. tools.jackson..
          io.weir.plugin.engine..  | io.weir.plugin.rows.. tools.jackson..
          io.weir.plugin.rows..    | io.weir.plugin.engine.. org.apache..
          io.weir.app..            | io.weir.protocol.. io.weir.plugin.. io.weir.testkit..
          io.weir.testkit..        | io.weir.protocol.. io.weir.plugin.. io.weir.app..
          """)
  void aModuleDependsOnlyOnWhatItsSentenceAllows(String module, String forbidden) {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage(module)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(forbidden.split(" ", -1));
    rule.check(ALL);
  }

  /** But two of them are no plugins: their jars lie in the folder of each plugin that uses them. */
  @Test
  void pluginsKnowNothingOfEachOther() {
    slices()
        .matching("io.weir.plugin.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(
            DescribedPredicate.alwaysTrue(),
            resideInAnyPackage("io.weir.plugin.engine..", "io.weir.plugin.rows.."))
        .check(ALL);
  }

  /** Its next version breaks its API: whoever changes to it has one package to look at. */
  @Test
  void onePackageKnowsAcme4j() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.weir.plugin.acme.directory", "org.shredzone..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.shredzone..")
        .check(ALL);
  }

  /**
   * Each is an adapter that keeps an interrupt's promise, to engines and to what is checked: nobody
   * goes around them.
   */
  @Test
  void twoPackagesKnowApachesHttpComponents() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.weir.plugin.engine", "io.weir.plugin.http", "org.apache..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.hc..")
        .check(ALL);
  }

  /** By the names that the build of plugins looks for, to run them once more on what is shipped. */
  @Test
  void eachPluginOfOursIsTestedByAContract() throws IOException {
    Path service = Path.of("src/main/resources/META-INF/services/io.weir.api.WeirPlugin");
    Pattern contract = Pattern.compile("\\w+Keeps?TheContractTest\\.java");
    List<Path> modules;
    try (Stream<Path> folders = Files.list(Path.of("../plugins"))) {
      modules = folders.filter(folder -> Files.exists(folder.resolve(service))).toList();
    }
    assertThat(modules).hasSizeGreaterThan(5);
    for (Path module : modules) {
      try (Stream<Path> files = Files.walk(module.resolve("src/test/java"))) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .as("%s", module)
            .anyMatch(contract.asMatchPredicate());
      }
    }
  }

  @Test
  void allModulesAreLookedAt() {
    assertThat(ALL.containPackage("io.weir.plugin.acme")).isTrue();
    assertThat(ALL.containPackage("io.weir.plugin.builtin")).isTrue();
    assertThat(ALL.containPackage("io.weir.plugin.docker")).isTrue();
    assertThat(ALL.containPackage("io.weir.plugin.engine")).isTrue();
    assertThat(ALL.containPackage("io.weir.plugin.http")).isTrue();
    assertThat(ALL.containPackage("io.weir.plugin.json")).isTrue();
    assertThat(ALL.containPackage("io.weir.plugin.lxd")).isTrue();
    assertThat(ALL.containPackage("io.weir.plugin.kubernetes")).isTrue();
    assertThat(ALL.containPackage("io.weir.plugin.rows")).isTrue();
    assertThat(ALL.containPackage("io.weir.app")).isTrue();
    assertThat(ALL.containPackage("io.weir.testkit")).isTrue();
  }
}
