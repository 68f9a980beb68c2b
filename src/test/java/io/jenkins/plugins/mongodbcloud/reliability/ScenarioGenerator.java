package io.jenkins.plugins.mongodbcloud.reliability;

import io.jenkins.plugins.mongodbcloud.reliability.FaultScenario.Choice;
import io.jenkins.plugins.mongodbcloud.reliability.FaultScenario.How;
import io.jenkins.plugins.mongodbcloud.reliability.FaultScenario.Own;
import io.jenkins.plugins.mongodbcloud.reliability.FaultScenario.Stop;
import io.jenkins.plugins.mongodbcloud.testing.simulator.ChallengeSpelling;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Draws scenarios. */
final class ScenarioGenerator {
    private static final int MOST_KEYS = 4;
    private static final int MOST_FAULTS = 8;
    private static final int LATEST_STOP = 12;
    private static final int MORE_THAN_IS_READ = 70_000;

    /**
     * Every fault that is over at once, simplest first. Silence, slow bytes and endless bodies take their time, and are in
     * the matrix of faults and phases.
     */
    private static final List<InjectedFault> KINDS = List.of(
            InjectedFault.error(503, "SERVICE_UNAVAILABLE", "Service unavailable."),
            InjectedFault.reset(),
            InjectedFault.close(),
            InjectedFault.error(500, "UNEXPECTED_ERROR", "Unexpected error."),
            InjectedFault.html(502),
            InjectedFault.empty(504),
            InjectedFault.rateLimited(),
            InjectedFault.rateLimited(1),
            InjectedFault.staleChallenge(),
            InjectedFault.challenge(),
            InjectedFault.challenge(ChallengeSpelling.OP),
            InjectedFault.duplicatedChallenge(),
            InjectedFault.garbledChallenge(),
            InjectedFault.challengeHeaders("Basic realm=\"x\""),
            InjectedFault.unauthorizedWithoutChallenge(),
            InjectedFault.cutInHead(),
            InjectedFault.cutInBody(),
            InjectedFault.wrongContentEncoding("gzip"),
            InjectedFault.malformedJson(500),
            InjectedFault.deepJson(503, 1_000),
            InjectedFault.redirect(302, "http://127.0.0.1:9/"),
            InjectedFault.html(404),
            InjectedFault.empty(403),
            InjectedFault.html(200).instead(),
            InjectedFault.answer(200, "application/json", "{\"fault\": {}}").instead(),
            InjectedFault.error(200, "API_KEY_NOT_FOUND", "No API key exists.").instead(),
            InjectedFault.error(404, "RESOURCE_NOT_FOUND", "Cannot find resource /api/v9.", "/api/v9"),
            InjectedFault.error(401, "NOT_API_KEY_ADMIN", "No role."),
            InjectedFault.oversizedBody(500, MORE_THAN_IS_READ),
            InjectedFault.oversizedChunkedBody(503, MORE_THAN_IS_READ),
            InjectedFault.notHttp());

    private ScenarioGenerator() {}

    static Arbitrary<FaultScenario> all() {
        return Combinators.combine(
                        keys(), choices(), own(), Arbitraries.integers().between(1, 3), flags(), faults(), stops())
                .as((keys, choice, own, parallelism, flags, faults, stop) ->
                        new FaultScenario(keys, choice, own, parallelism, flags.get1(), flags.get2(), faults, stop));
    }

    private static Arbitrary<List<Boolean>> keys() {
        return Arbitraries.frequency(Tuple.of(6, true), Tuple.of(1, false))
                .list()
                .ofMinSize(1)
                .ofMaxSize(MOST_KEYS);
    }

    private static Arbitrary<Choice> choices() {
        return Arbitraries.frequency(
                Tuple.of(5, Choice.IDS), Tuple.of(3, Choice.DESCRIPTION), Tuple.of(1, Choice.PUBLIC_KEY));
    }

    private static Arbitrary<Own> own() {
        return Arbitraries.frequency(Tuple.of(8, Own.NOT_NAMED), Tuple.of(1, Own.REFUSED), Tuple.of(1, Own.ALLOWED));
    }

    /** Dry run and verification. */
    private static Arbitrary<Tuple.Tuple2<Boolean, Boolean>> flags() {
        return Combinators.combine(
                        Arbitraries.frequency(Tuple.of(8, false), Tuple.of(1, true)),
                        Arbitraries.frequency(Tuple.of(2, false), Tuple.of(1, true)))
                .as(Tuple::of);
    }

    private static Arbitrary<List<InjectedFault>> faults() {
        Arbitrary<Phase> phases = Arbitraries.frequency(
                Tuple.of(5, Phase.DELETE),
                Tuple.of(2, Phase.AUTHENTICATED),
                Tuple.of(2, Phase.CHALLENGE),
                Tuple.of(2, Phase.LIST),
                Tuple.of(1, Phase.ANY));
        Arbitrary<Boolean> lost = Arbitraries.frequency(Tuple.of(2, false), Tuple.of(1, true));
        return Combinators.combine(Arbitraries.of(KINDS), phases, lost)
                .as((kind, phase, after) -> (after ? kind.afterPerforming() : kind).on(phase))
                .list()
                .ofMaxSize(MOST_FAULTS);
    }

    private static Arbitrary<Stop> stops() {
        Arbitrary<Integer> requests = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(0)),
                Tuple.of(1, Arbitraries.integers().between(1, LATEST_STOP)));
        return Combinators.combine(
                        Arbitraries.of(How.class),
                        requests,
                        Arbitraries.integers().between(0, 99))
                .as(Stop::new);
    }
}
