package org.signetmail.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShapesTest {

    private final Signet signet = new Signet();

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("combinations")
    void whatSignetSignsSignetVerifies(Method method, Shape shape, String name) {
        byte[] received = shape.onItsWay(signet.sign(shape, method));

        assertThat(signet.verify(received)).startsWith(shape.isChanged() ? Answer.FAIL : Answer.PASS);
    }

    static Stream<Arguments> combinations() {
        return Method.ALL.stream()
                .flatMap(method -> Shapes.ALL.stream().map(shape -> Arguments.of(method, shape, shape.name())));
    }

    @Test
    void namesTellTheShapesApart() {
        assertThat(Shapes.ALL.stream().map(Shape::name)).doesNotHaveDuplicates();
    }
}
