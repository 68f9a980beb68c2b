package io.jenkins.plugins.mongodbcloud.testing.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Decides what becomes of a request: checks it, takes the fault that waits for it, carries it out, has it answered. */
final class Dispatcher {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int SERVER_ERROR = 500;

    private final DigestVerifier verifier;
    private final Behaviour behaviour;
    private final FaultPlan faults;
    private final RequestJournal journal;
    private final SimulatedApi api;
    private final TokenEndpoint tokens;
    private final Set<Wire> silent = ConcurrentHashMap.newKeySet();

    Dispatcher(
            DigestVerifier verifier,
            Behaviour behaviour,
            FaultPlan faults,
            RequestJournal journal,
            SimulatedApi api,
            TokenEndpoint tokens) {
        this.verifier = verifier;
        this.behaviour = behaviour;
        this.faults = faults;
        this.journal = journal;
        this.api = api;
        this.tokens = tokens;
    }

    /** Deals with a request; called on its connection's event loop. */
    void dispatch(ReceivedRequest request, Wire wire) {
        // Read before the journal shows the request: whoever waits for that may change the setting for the next one.
        Duration latency = behaviour.latency();
        Runnable action;
        try {
            action = decide(request, wire);
        } catch (RuntimeException e) {
            journal.problem(e);
            action = () -> wire.send(ErrorDocument.answer(SERVER_ERROR, null, "The simulator has a defect: " + e));
        }
        if (latency.isZero()) {
            action.run();
        } else {
            wire.executor().schedule(action, latency.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Answers something that could not be read as a request, and ends the connection. */
    void unreadable(ReceivedRequest request, Wire wire) {
        AuthorizationVerdict verdict = AuthorizationVerdict.refused(AuthorizationVerdict.Refusal.MALFORMED_HEADER);
        journal.record(request, Set.of(Phase.ANY), verdict, request.basic(), "");
        wire.send(SimulatedResponse.of(BAD_REQUEST, "text/plain", "Bad request\n"));
    }

    /** Closes all connections that a fault keeps silent. */
    void releaseSilent() {
        silent.forEach(wire -> wire.executor().execute(wire::close));
    }

    private Runnable decide(ReceivedRequest request, Wire wire) {
        Target target = Target.of(request.target());
        AuthorizationVerdict verdict = verify(request, target);
        Set<Phase> phases = Phase.of(request.method(), target.path(), verdict);
        Optional<InjectedFault> fault = faults.take(phases);
        boolean performs = fault.map(InjectedFault::performs).orElse(true);
        SimulatedResponse natural = performs ? answer(request, target, verdict) : null;
        Runnable action =
                fault.isPresent() ? spoil(fault.get().effect(), natural, target, wire) : () -> wire.send(natural);
        journal.record(
                request,
                phases,
                verdict,
                request.basic() && !TokenEndpoint.serves(target.path()),
                fault.map(InjectedFault::toString).orElse(""));
        return action;
    }

    private AuthorizationVerdict verify(ReceivedRequest request, Target target) {
        if (TokenEndpoint.serves(target.path())) {
            return tokens.verifyClient(request);
        }
        return tokens.verifyToken(request.authorization())
                .orElseGet(() -> verifier.verify(request.method(), request.target(), request.authorization()));
    }

    private SimulatedResponse answer(ReceivedRequest request, Target target, AuthorizationVerdict verdict) {
        if (TokenEndpoint.serves(target.path())) {
            return tokens.answer(request, target, verdict);
        }
        if (verdict.accepted()) {
            return finish(api.answer(request, target, verdict.callerId()), target);
        }
        boolean stale = verdict.refusal() == AuthorizationVerdict.Refusal.EXPIRED_NONCE && behaviour.staleOnExpiry();
        // The first 401 was not recorded with a code, only that of refused credentials was.
        String errorCode = verdict.absent() ? null : "UNEXPECTED_ERROR";
        SimulatedResponse refused = ErrorDocument.answer(UNAUTHORIZED, errorCode, ErrorDocument.NOT_AUTHORIZED);
        SimulatedResponse challenge =
                refused.with("WWW-Authenticate", verifier.challenge(behaviour.challengeSpelling(), stale));
        boolean bearer = verdict.refusal() == AuthorizationVerdict.Refusal.UNKNOWN_TOKEN;
        return finish(
                bearer ? challenge.with("WWW-Authenticate", "Bearer error=\"invalid_token\"") : challenge, target);
    }

    private Runnable spoil(FaultEffect effect, SimulatedResponse natural, Target target, Wire wire) {
        if (effect instanceof FaultEffect.Whole whole) {
            SimulatedResponse answer = finish(whole.answer(), target);
            return () -> wire.send(answer);
        }
        if (effect instanceof FaultEffect.Challenge challenge) {
            SimulatedResponse answer = finish(challenge(challenge), target);
            return () -> wire.send(answer);
        }
        if (effect instanceof FaultEffect.ExtraHeader header) {
            SimulatedResponse answer = withBody(natural).with(header.name(), header.value());
            return () -> wire.send(answer);
        }
        if (effect instanceof FaultEffect.Slow slow) {
            return () -> wire.sendSlowly(natural, slow.interval());
        }
        if (effect instanceof FaultEffect.Cut cut) {
            return () -> cut(cut, natural, wire);
        }
        if (effect instanceof FaultEffect.Compressed compressed) {
            SimulatedResponse answer = withBody(natural).compressed(compressed.coding());
            return () -> wire.send(answer);
        }
        if (effect instanceof FaultEffect.StreamReset reset) {
            return () -> wire.resetStream(reset.errorCode());
        }
        if (effect instanceof FaultEffect.GoAway) {
            return wire::goAway;
        }
        if (effect instanceof FaultEffect.Big big) {
            SimulatedResponse head = SimulatedResponse.of(big.status(), SimulatedResponse.JSON, "");
            return () -> wire.sendBig(head, new BigBody(big.bytes()), big.chunked());
        }
        if (effect instanceof FaultEffect.Bytes bytes) {
            return () -> wire.sendRaw(bytes.latin1().getBytes(StandardCharsets.ISO_8859_1));
        }
        return onConnection((FaultEffect.Connection) effect, wire);
    }

    private Runnable onConnection(FaultEffect.Connection effect, Wire wire) {
        switch (effect) {
            case RESET:
                return wire::reset;
            case CLOSE:
                return wire::close;
            default:
                keepSilent(wire);
                return () -> {};
        }
    }

    private void cut(FaultEffect.Cut where, SimulatedResponse natural, Wire wire) {
        switch (where) {
            case IN_HEAD -> wire.cutInHead(natural);
            case IN_BODY -> wire.cutInBody(withBody(natural));
            default -> {
                keepSilent(wire);
                wire.stallInBody(withBody(natural));
            }
        }
    }

    private void keepSilent(Wire wire) {
        silent.add(wire);
        wire.whenClosed(() -> silent.remove(wire));
    }

    private SimulatedResponse challenge(FaultEffect.Challenge wanted) {
        ChallengeSpelling spelling = wanted.spelling() == null ? behaviour.challengeSpelling() : wanted.spelling();
        SimulatedResponse answer = ErrorDocument.answer(UNAUTHORIZED, "UNEXPECTED_ERROR", ErrorDocument.NOT_AUTHORIZED);
        for (int i = 0; i < wanted.copies(); i++) {
            answer = answer.with("WWW-Authenticate", verifier.challenge(spelling, wanted.stale()));
        }
        return answer;
    }

    /** The answer as it leaves: with the error code as a header and in an envelope where that is asked for. */
    private SimulatedResponse finish(SimulatedResponse answer, Target target) {
        SimulatedResponse finished = answer.errorCode() != null && behaviour.errorCodeHeader()
                ? answer.with("X-Error-Code", answer.errorCode())
                : answer;
        boolean wanted = behaviour.envelope() || target.wantsEnvelope();
        if (!wanted || answer.challenges()) {
            return finished;
        }
        boolean bare = answer.body().isEmpty() && answer.successful();
        String content = bare ? "{}" : answer.json() ? answer.body() : "";
        return Json.read(content)
                .filter(json -> !json.isMissingNode())
                .map(json -> finished.withJson(OK, envelope(answer.status(), json)))
                .orElse(finished);
    }

    private static String envelope(int status, JsonNode content) {
        ObjectNode envelope = Json.object().put("status", status);
        envelope.set("content", content);
        return Json.text(envelope, false);
    }

    /** An answer that has a body to spoil: an empty success becomes the documented 200 with JSON. */
    private static SimulatedResponse withBody(SimulatedResponse answer) {
        return answer.body().isEmpty() ? answer.withJson(OK, "{}") : answer;
    }
}
