package io.weir.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The layers inside core, as docs/architecture.md draws them. */
class LayerRulesTest {
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.weir.core");

  @Test
  void lowerLayersKnowNothingOfHigherOnes() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("stats")
        .definedBy("io.weir.core.stats..")
        .layer("lifecycle")
        .definedBy("io.weir.core.lifecycle..")
        .layer("config")
        .definedBy("io.weir.core.config..")
        .layer("plugin")
        .definedBy("io.weir.core.plugin..")
        .layer("pool")
        .definedBy("io.weir.core.pool..")
        .layer("transport")
        .definedBy("io.weir.core.transport..")
        .layer("http")
        .definedBy("io.weir.core.http..")
        .layer("hello")
        .definedBy("io.weir.core.hello..")
        .layer("certificate")
        .definedBy("io.weir.core.certificate..")
        .layer("acme")
        .definedBy("io.weir.core.acme..")
        .layer("tls")
        .definedBy("io.weir.core.tls..")
        .layer("connection")
        .definedBy("io.weir.core.connection..")
        .layer("server")
        .definedBy("io.weir.core.server..")
        .layer("engine")
        .definedBy("io.weir.core")
        .whereLayer("engine")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("server")
        .mayOnlyBeAccessedByLayers("engine")
        .whereLayer("connection")
        .mayOnlyBeAccessedByLayers("tls", "server", "engine")
        .whereLayer("tls")
        .mayOnlyBeAccessedByLayers("server", "engine")
        .whereLayer("acme")
        .mayOnlyBeAccessedByLayers("tls", "engine")
        .whereLayer("certificate")
        .mayOnlyBeAccessedByLayers("plugin", "acme", "connection", "tls", "server", "engine")
        .whereLayer("http")
        .mayOnlyBeAccessedByLayers("acme")
        .whereLayer("hello")
        .mayOnlyBeAccessedByLayers("connection", "tls", "server", "engine")
        .whereLayer("transport")
        .mayOnlyBeAccessedByLayers("connection", "tls", "server", "engine")
        .whereLayer("pool")
        .mayOnlyBeAccessedByLayers("connection", "server", "engine")
        .whereLayer("plugin")
        .mayOnlyBeAccessedByLayers("pool", "acme", "server", "engine")
        .whereLayer("config")
        .mayOnlyBeAccessedByLayers(
            "plugin",
            "pool",
            "http",
            "connection",
            "acme",
            "tls",
            "certificate",
            "server",
            "engine")
        .check(CORE);
  }

  @Test
  void theConnectionMachineKnowsNeitherNettyNorGuice() {
    noClasses()
        .that(resideInAPackage("io.weir.core.connection.."))
        .should()
        .dependOnClassesThat(resideInAnyPackage("io.netty..", "com.google.inject.."))
        .check(CORE);
  }

  @Test
  void onlyConfigurationKnowsItsLibraries() {
    noClasses()
        .that(resideOutsideOfPackages("io.weir.core.config..", "io.weir.core"))
        .should()
        .dependOnClassesThat(resideInAnyPackage("com.typesafe.config..", "org.tomlj.."))
        .check(CORE);
  }

  @Test
  void coreNamesNoProtocolAndNoPlugin() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.weir.protocol..", "io.weir.plugin..", "io.weir.app.."))
        .check(CORE);
  }
}
