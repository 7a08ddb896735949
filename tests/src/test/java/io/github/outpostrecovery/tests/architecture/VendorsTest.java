package io.github.outpostrecovery.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import io.github.outpostrecovery.lab.array.ArrayModel;
import io.github.outpostrecovery.storage.StorageArrayFactory;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Each vendor has a client and its twin, a simulator, and both are found. */
@AnalyzeClasses(packages = "io.github.outpostrecovery", importOptions = ImportOption.DoNotIncludeTests.class)
class VendorsTest {
    @ArchTest
    static void clients_areRegistered(JavaClasses classes) {
        assertThat(registered(StorageArrayFactory.class))
                .isNotEmpty()
                .isEqualTo(written(classes, StorageArrayFactory.class));
    }

    @ArchTest
    static void simulators_areRegistered(JavaClasses classes) {
        assertThat(registered(ArrayModel.class)).isNotEmpty().isEqualTo(written(classes, ArrayModel.class));
    }

    @ArchTest
    static void simulator_isTheTwinOfAClient(JavaClasses classes) {
        assertThat(vendors(StorageArrayFactory.class, StorageArrayFactory::vendor))
                .containsAll(vendors(ArrayModel.class, ArrayModel::vendor));
    }

    private static Set<String> registered(Class<?> service) {
        return ServiceLoader.load(service).stream()
                .map(provider -> provider.type().getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> written(JavaClasses classes, Class<?> service) {
        return classes.stream()
                .filter(one -> one.isAssignableTo(service)
                        && !one.isInterface()
                        && !one.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static <T> Set<String> vendors(Class<T> service, Function<T, String> vendor) {
        return ServiceLoader.load(service).stream()
                .map(ServiceLoader.Provider::get)
                .map(vendor)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
