package io.htcgrid.system.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(Lifecycle.PER_CLASS)
class ModuleArrowsTest {
  private static final String PLANTED = "..planted..";

  private final JavaClasses production =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.htcgrid");
  private final JavaClasses planted =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
          .importPackages("io.htcgrid")
          .that(residesIn(PLANTED));

  @ParameterizedTest
  @EnumSource
  void aModuleSeesOnlyWhatItsArrowsAllow(Module module) {
    arrows(module).allowEmptyShould(true).check(production);
  }

  @ParameterizedTest
  @EnumSource
  void theRuleOfAModuleFailsOnAPlantedViolation(Module module) {
    assertThatThrownBy(() -> arrows(module).check(planted))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("SeesTooMuch");
  }

  @Test
  void everyModuleThatHasClassesWasImported() {
    Set<Module> seen = EnumSet.noneOf(Module.class);
    for (Module module : Module.values()) {
      if (!production.that(residesIn(module.packages())).isEmpty()) {
        seen.add(module);
      }
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(EnumSet.allOf(Module.class));
  }

  @Test
  void noNameSaysNothing() {
    ArchRuleDefinition.noClasses()
        .should()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .check(production);
  }

  private static com.tngtech.archunit.base.DescribedPredicate<
          com.tngtech.archunit.core.domain.JavaClass>
      residesIn(String packages) {
    return com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(packages);
  }

  private static ArchRule arrows(Module module) {
    String[] forbidden = module.mayNotSee().stream().map(Module::packages).toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(module.packages())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden);
  }
}
