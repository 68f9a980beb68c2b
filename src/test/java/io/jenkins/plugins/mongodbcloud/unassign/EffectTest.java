package io.jenkins.plugins.mongodbcloud.unassign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.mongodbcloud.simulator.Fault;
import io.jenkins.plugins.mongodbcloud.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.simulator.Role;
import io.jenkins.plugins.mongodbcloud.simulator.SimulatorSeed;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EffectTest {
    private static final String REFUSED = SimulatorSeed.ciKey(1).id();
    private static final String NOT_ANSWERED = SimulatorSeed.ciKey(2).id();

    private Bench bench;

    @BeforeAll
    void start() throws IOException {
        bench = Bench.seeded();
    }

    @AfterAll
    void stop() {
        bench.close();
    }

    static Stream<Effects> allChoices() {
        return effects()
                .flatMap(first ->
                        effects().flatMap(second -> effects().map(third -> new Effects(first, second, third))));
    }

    private static Stream<Effect> effects() {
        return Arrays.stream(Effect.values());
    }

    @ParameterizedTest
    @MethodSource("allChoices")
    void everyOutcomeHasTheEffectThatWasChosenForItAndTheWorstCounts(Effects chosen) throws Exception {
        bench.cloud().assign(Bench.PROJECT, SimulatorSeed.API_KEY_ID, Role.GROUP_AUTOMATION_ADMIN);
        bench.simulator
                .faults()
                .next(
                        Fault.error(402, "ACCOUNT_SUSPENDED", "The account is suspended.")
                                .on(Phase.DELETE),
                        Fault.error(501, null, "Not today.").on(Phase.DELETE));

        UnassignReport report =
                bench.run(Ask.ids(REFUSED, NOT_ANSWERED, SimulatorSeed.API_KEY_ID, SimulatorSeed.UNASSIGNED_KEY_ID)
                        .effects(chosen));

        assertEquals(
                List.of(Outcome.REJECTED, Outcome.UNAVAILABLE, Outcome.UNASSIGNED, Outcome.NOT_ASSIGNED),
                Bench.outcomes(report));
        assertEquals(
                List.of(chosen.ifRejected(), chosen.ifUnavailable(), Effect.SUCCESS, chosen.ifNotAssigned()),
                report.results().stream().map(KeyResult::effect).toList());
        assertEquals(
                chosen.ifRejected().worseOf(chosen.ifUnavailable()).worseOf(chosen.ifNotAssigned()), report.effect());
    }

    @ParameterizedTest
    @MethodSource("allChoices")
    void whatIsNobodysChoiceHasAFixedEffect(Effects chosen) {
        Map<Outcome, Effect> fixed = Map.of(
                Outcome.UNASSIGNED, Effect.SUCCESS,
                Outcome.WOULD_UNASSIGN, Effect.SUCCESS,
                Outcome.INTERRUPTED, Effect.FAILURE,
                Outcome.STILL_ASSIGNED, Effect.FAILURE);
        fixed.forEach((outcome, effect) -> assertEquals(effect, chosen.of(outcome), outcome::name));
        Set<Outcome> choices = EnumSet.allOf(Outcome.class);
        choices.removeAll(fixed.keySet());
        assertEquals(EnumSet.of(Outcome.NOT_ASSIGNED, Outcome.REJECTED, Outcome.UNAVAILABLE), choices);
    }

    @Test
    void withoutAChoiceNothingToUnassignIsUnstableAndEverythingElseFails() {
        assertEquals(new Effects(Effect.UNSTABLE, Effect.FAILURE, Effect.FAILURE), Effects.DEFAULT);
    }
}
