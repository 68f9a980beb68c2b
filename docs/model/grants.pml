/*
 * Grants and pending unassignments: what is on disk, what may happen to it, and what must hold.
 * docs/model/README.md has the command that checks it and says what is left out.
 *
 * Two controllers share a Jenkins home. A grant has a file as long as its state is not NONE. A controller may crash
 * between any two steps and loses everything but the files. A request may be lost, or act at any time later, after its
 * sender has given up waiting; its response may be lost.
 */

#ifndef GRANTS
#define GRANTS 2
#endif
#ifndef CRASHES
#define CRASHES 2
#endif
#ifndef LOSSES
#define LOSSES 2
#endif
#define CONTROLLERS 2

#ifdef SHARED
/* Every grant is for the same existing key. */
#define KEYS 1
#define KEY(g) 0
#else
/* Every grant has a key of its own. */
#define KEYS GRANTS
#define KEY(g) g
#endif

/* What a grant's file says. NONE: there is no file. */
mtype:state = { NONE, ASSIGNING, HELD, PENDING };
/* What a controller does with a grant; in memory only. */
mtype:call = { IDLE, LISTED, TO_SEND, CALLING, ALONE, REMOVING };
mtype:build = { NOT_BEGUN, RUNNING, OVER };
mtype:answer = { NO_ANSWER, DONE, REFUSED };

mtype:state state[GRANTS];
mtype:call call[GRANTS];
mtype:build build[GRANTS];
byte owner[GRANTS];
/* On disk: a request that gives access may still act, for nobody knows what became of it. */
bool unanswered[GRANTS];
/* In memory: whether that was so when the removal under way was begun. */
bool unansweredAtRemoval[GRANTS];
/* In memory: what the list and the files said when the grant was begun. */
bool sawAccess[GRANTS];
bool sawGrant[GRANTS];
/* The controller that the grant belongs to has ended. */
bool orphaned[GRANTS];
bool alive[CONTROLLERS];

/* MongoDB Cloud and the network. */
bool access[KEYS];
bool foreign[KEYS];
byte assigning[GRANTS];
byte removing[GRANTS];
mtype:answer answer[GRANTS];

byte crashes;
byte losses;

/* Whether nothing that was sent for the grant can act any longer: the plugin waits for that (Grant.QUIET). */
#ifdef NO_QUIET
#define QUIET(g) true
#else
#define QUIET(g) (!unanswered[g] || assigning[g] == 0)
#endif

#define OWNED(g, c) (alive[c] && owner[g] == c && !orphaned[g])
#define SAME_KEY(g, o) (o != g && KEY(o) == KEY(g))

/* The lock of a key: one grant at a time decides about it; a crash releases it. */
#ifdef NO_LOCK
#define LOCKED_BY_OTHER(g) false
#else
#define LOCKED_BY_OTHER(g) (otherBusy(g))
#endif

#if GRANTS == 2
#define ANY_OTHER(g, p) (p(g, 0) || p(g, 1))
#else
#define ANY_OTHER(g, p) (p(g, 0) || p(g, 1) || p(g, 2))
#endif
#define BUSY(g, o) (SAME_KEY(g, o) && call[o] != IDLE)
#define HOLDS(g, o) (SAME_KEY(g, o) && state[o] == HELD)
#define HOLDS_OR_WILL(g, o) (HOLDS(g, o) || SAME_KEY(g, o) && state[o] == ASSIGNING)
#define RECORDED(g, o) (SAME_KEY(g, o) && state[o] != NONE)
#define HOLDS_RUNNING(g, o) (HOLDS(g, o) && build[o] == RUNNING)
#define otherBusy(g) ANY_OTHER(g, BUSY)
#define otherHolds(g) ANY_OTHER(g, HOLDS)
#define otherHoldsOrWill(g) ANY_OTHER(g, HOLDS_OR_WILL)
#define otherRecorded(g) ANY_OTHER(g, RECORDED)
#define otherHoldsRunning(g) ANY_OTHER(g, HOLDS_RUNNING)

inline clear(g) {
    state[g] = NONE;
    call[g] = IDLE;
    unanswered[g] = false;
    unansweredAtRemoval[g] = false;
    answer[g] = NO_ANSWER;
    orphaned[g] = false;
}

/* A build begins, on either controller, and looks at the key. */
inline begin(g, c) {
    build[g] = RUNNING;
    owner[g] = c;
    sawAccess[g] = access[KEY(g)];
    sawGrant[g] = otherRecorded(g);
    call[g] = LISTED
}

/* What the build makes of it: the key has access that somebody else gave, or of another grant, or none. */
inline decide(g) {
    if
    :: sawAccess[g] && !sawGrant[g] -> build[g] = OVER; call[g] = IDLE
    :: sawAccess[g] && sawGrant[g] -> state[g] = HELD; call[g] = IDLE
    :: !sawAccess[g] ->
        call[g] = TO_SEND;
#ifndef RECORD_LATE
        state[g] = ASSIGNING
#endif
    fi;
    sawAccess[g] = false;
    sawGrant[g] = false
}

/* What a controller does with one grant. Each line is a step, after which it may crash. */
proctype Controller(byte c; byte g) {
end:
    do
    /* assign */
    :: atomic { alive[c] && build[g] == NOT_BEGUN && !LOCKED_BY_OTHER(g) -> begin(g, c) }
    :: atomic { OWNED(g, c) && call[g] == LISTED -> decide(g) }
    :: atomic { OWNED(g, c) && call[g] == TO_SEND -> assigning[g]++; call[g] = CALLING }
    :: atomic { OWNED(g, c) && call[g] == CALLING && answer[g] == DONE ->
            answer[g] = NO_ANSWER; state[g] = HELD; call[g] = IDLE }
    :: atomic { OWNED(g, c) && call[g] == CALLING && answer[g] == REFUSED && !unanswered[g] ->
            build[g] = OVER; clear(g) }
    :: atomic { OWNED(g, c) && call[g] == CALLING && answer[g] == REFUSED && unanswered[g] ->
            build[g] = OVER; answer[g] = NO_ANSWER; state[g] = PENDING; call[g] = IDLE }
    /* no answer in time: an attempt that may have acted is repeated, or the build ends */
    :: atomic { OWNED(g, c) && call[g] == CALLING && answer[g] == NO_ANSWER && losses < LOSSES && !unanswered[g] ->
            losses++; unanswered[g] = true; assigning[g]++ }
    :: atomic { OWNED(g, c) && call[g] == CALLING && answer[g] == NO_ANSWER &&
            (assigning[g] == 0 || losses < LOSSES) ->
            if
            :: assigning[g] > 0 -> losses++
            :: else
            fi;
            unanswered[g] = true; build[g] = OVER; state[g] = PENDING; call[g] = IDLE }
    /* the block ends, or the build is found not to be running */
    :: atomic { OWNED(g, c) && call[g] == IDLE && state[g] == HELD && build[g] == RUNNING -> build[g] = OVER }
    :: atomic { OWNED(g, c) && call[g] == IDLE && state[g] == HELD && build[g] == OVER -> state[g] = PENDING }
    /* remove */
    :: atomic { OWNED(g, c) && call[g] == IDLE && state[g] == PENDING && !LOCKED_BY_OTHER(g) &&
            otherHolds(g) && QUIET(g) -> clear(g) }
    :: atomic { OWNED(g, c) && call[g] == IDLE && state[g] == PENDING && !LOCKED_BY_OTHER(g) && !otherHoldsOrWill(g) ->
            unansweredAtRemoval[g] = !(QUIET(g)); call[g] = ALONE }
    :: atomic { OWNED(g, c) && call[g] == ALONE ->
            assert(!otherHoldsRunning(g)); removing[g]++; call[g] = REMOVING }
    :: atomic { OWNED(g, c) && call[g] == REMOVING && answer[g] == DONE && !unansweredAtRemoval[g] -> clear(g) }
    :: atomic { OWNED(g, c) && call[g] == REMOVING && answer[g] == DONE && unansweredAtRemoval[g] ->
            answer[g] = NO_ANSWER; call[g] = IDLE }
    :: atomic { OWNED(g, c) && call[g] == REMOVING && answer[g] == NO_ANSWER &&
            (removing[g] == 0 || losses < LOSSES) ->
            if
            :: removing[g] > 0 -> losses++
            :: else
            fi;
            call[g] = IDLE }
    /* what a controller left that has ended: its build goes on here or does not */
    :: atomic { alive[c] && orphaned[g] && state[g] == ASSIGNING ->
            owner[g] = c; orphaned[g] = false; build[g] = OVER; unanswered[g] = true; state[g] = PENDING }
    :: atomic { alive[c] && orphaned[g] && state[g] == HELD -> owner[g] = c; orphaned[g] = false; build[g] = OVER }
    :: atomic { alive[c] && orphaned[g] && state[g] != ASSIGNING -> owner[g] = c; orphaned[g] = false }
    od
}

/* Files stay; calls are forgotten. A build without a file was at its very beginning, or its grant is gone. */
inline forget(g, c) {
    if
    :: owner[g] == c && !orphaned[g] && build[g] != NOT_BEGUN ->
        call[g] = IDLE; answer[g] = NO_ANSWER;
        unansweredAtRemoval[g] = false; sawAccess[g] = false; sawGrant[g] = false;
        if
        :: state[g] != NONE -> orphaned[g] = true
        :: else -> build[g] = OVER
        fi
    :: else
    fi
}

proctype Crash(byte c) {
end:
    do
    :: atomic { alive[c] && crashes < CRASHES ->
            crashes++; alive[c] = false; forget(0, c); forget(1, c);
#if GRANTS > 2
            forget(2, c)
#endif
      }
    :: atomic { !alive[c] -> alive[c] = true }
    od
}

/* A request acts, is refused, or is lost; the response reaches a sender that still waits for one, or nobody. */
proctype Network(byte g) {
end:
    do
    :: atomic { assigning[g] > 0 -> assigning[g]--; access[KEY(g)] = true;
            if
            :: call[g] == CALLING && answer[g] == NO_ANSWER -> answer[g] = DONE
            :: call[g] != CALLING
            :: call[g] == CALLING && losses < LOSSES -> losses++
            fi }
    :: atomic { assigning[g] > 0 -> assigning[g]--;
            if
            :: call[g] == CALLING && answer[g] == NO_ANSWER -> answer[g] = REFUSED
            :: call[g] != CALLING
            :: call[g] == CALLING && losses < LOSSES -> losses++
            fi }
    :: atomic { removing[g] > 0 -> removing[g]--; access[KEY(g)] = false;
            assert(!foreign[KEY(g)]);
            if
            :: call[g] == REMOVING && answer[g] == NO_ANSWER -> answer[g] = DONE
            :: call[g] != REMOVING
            :: call[g] == REMOVING && losses < LOSSES -> losses++
            fi }
    :: atomic { removing[g] > 0 && call[g] != REMOVING -> removing[g]-- }
    :: atomic { removing[g] > 0 && call[g] == REMOVING && losses < LOSSES -> losses++; removing[g]-- }
    od
}

/* No key has access that no grant's file speaks of. */
#define UNRECORDED(k) (access[k] && !foreign[k] && !ANY_OTHER(k, RECORDS))
#define RECORDS(k, o) (KEY(o) == k && state[o] != NONE)

proctype Monitor() {
end:
    do
    :: atomic { UNRECORDED(0) -> assert(false) }
#if KEYS > 1
    :: atomic { UNRECORDED(1) -> assert(false) }
#endif
#if KEYS > 2
    :: atomic { UNRECORDED(2) -> assert(false) }
#endif
    /* Nothing is left to happen: everything that was given is gone, and so are the files. */
    :: atomic { timeout ->
            assert(!access[0] || foreign[0]);
#if KEYS > 1
            assert(!access[1]);
#endif
#if KEYS > 2
            assert(!access[2]);
#endif
            assert(state[0] == NONE && state[1] == NONE && build[0] == OVER && build[1] == OVER);
#if GRANTS > 2
            assert(state[2] == NONE && build[2] == OVER);
#endif
            break }
    od
}

init {
    atomic {
        byte g = 0;
        do
        :: g < GRANTS -> state[g] = NONE; call[g] = IDLE; build[g] = NOT_BEGUN; answer[g] = NO_ANSWER; g++
        :: else -> break
        od;
#ifdef SHARED
        if
        :: skip
        :: foreign[0] = true; access[0] = true
        fi;
#endif
        alive[0] = true;
        alive[1] = true;
        g = 0;
        do
        :: g < GRANTS -> run Controller(0, g); run Controller(1, g); run Network(g); g++
        :: else -> break
        od;
        run Crash(0);
        run Crash(1);
        run Monitor()
    }
}
