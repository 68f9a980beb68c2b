package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.mongodbcloud.testing.AccessTaskBuilder;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Role;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuildResultPolicyTest {
    private static final String REFUSED = SimulatorSeed.ciKey(1).id();
    private static final String NOT_ANSWERED = SimulatorSeed.ciKey(2).id();

    @RegisterExtension
    private final SimulatorExtension bench = SimulatorExtension.patient();

    static Stream<BuildResultPolicy> allChoices() {
        return effects()
                .flatMap(first -> effects()
                        .flatMap(second -> effects().map(third -> new BuildResultPolicy(first, second, third))));
    }

    private static Stream<BuildEffect> effects() {
        return Arrays.stream(BuildEffect.values());
    }

    @ParameterizedTest
    @MethodSource("allChoices")
    void everyOutcomeHasTheEffectThatWasChosenForItAndTheWorstCounts(BuildResultPolicy chosen) throws Exception {
        bench.cloud().assign(SimulatorExtension.PROJECT, SimulatorSeed.API_KEY_ID, Role.GROUP_AUTOMATION_ADMIN);
        bench.simulator
                .faults()
                .next(
                        InjectedFault.error(402, "ACCOUNT_SUSPENDED", "The account is suspended.")
                                .on(Phase.DELETE),
                        InjectedFault.error(501, null, "Not today.").on(Phase.DELETE));

        AccessReport report = bench.run(
                AccessTaskBuilder.ids(REFUSED, NOT_ANSWERED, SimulatorSeed.API_KEY_ID, SimulatorSeed.UNASSIGNED_KEY_ID)
                        .effects(chosen));

        assertEquals(
                List.of(Outcome.REJECTED, Outcome.UNAVAILABLE, Outcome.UNASSIGNED, Outcome.NOT_ASSIGNED),
                SimulatorExtension.outcomes(report));
        assertEquals(
                List.of(chosen.ifRejected(), chosen.ifUnavailable(), BuildEffect.SUCCESS, chosen.ifNotAssigned()),
                report.results().stream().map(KeyResult::effect).toList());
        assertEquals(
                chosen.ifRejected().worseOf(chosen.ifUnavailable()).worseOf(chosen.ifNotAssigned()), report.effect());
    }

    @ParameterizedTest
    @MethodSource("allChoices")
    void whatIsNobodysChoiceHasAFixedEffect(BuildResultPolicy chosen) {
        Map<Outcome, BuildEffect> fixed = Map.of(
                Outcome.UNASSIGNED, BuildEffect.SUCCESS,
                Outcome.WOULD_UNASSIGN, BuildEffect.SUCCESS,
                Outcome.STILL_HELD, BuildEffect.SUCCESS,
                Outcome.INTERRUPTED, BuildEffect.FAILURE,
                Outcome.STILL_ASSIGNED, BuildEffect.FAILURE);
        fixed.forEach((outcome, effect) -> assertEquals(effect, chosen.of(outcome), outcome::name));
        Set<Outcome> choices = EnumSet.allOf(Outcome.class);
        choices.removeAll(fixed.keySet());
        assertEquals(
                EnumSet.of(
                        Outcome.NOT_ASSIGNED, Outcome.PENDING, Outcome.REFUSED, Outcome.REJECTED, Outcome.UNAVAILABLE),
                choices);
    }

    @Test
    void withoutAChoiceNothingToUnassignIsUnstableAndEverythingElseFails() {
        assertEquals(
                new BuildResultPolicy(BuildEffect.UNSTABLE, BuildEffect.FAILURE, BuildEffect.FAILURE),
                BuildResultPolicy.DEFAULT);
    }
}
