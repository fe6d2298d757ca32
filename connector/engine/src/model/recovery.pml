/*
 * The crash recovery of an embedded sequencer, and the change of epochs that it brings. MODEL.md says what is assumed, what
 * is checked, which class each step stands for, and what the mutants (-D...) leave out.
 *
 * Orders are sets of records: each record that the sequencer ever appends has a bit of its own, the next one, so that what
 * comes later in a log has the higher bit. A log is the set of its records. One log is a prefix of another exactly if it is
 * a subset of it, for a record knows what was before it: appended again after a loss, it has another bit.
 */

/* How much goes wrong, at the most: each run chooses how much of it, so that a run in which less does must come right, too. */
#ifndef SEQUENCER_CRASHES
#define SEQUENCER_CRASHES 0
#endif
#ifndef SEQUENCER_POWER_FAILURES
#define SEQUENCER_POWER_FAILURES 0
#endif
#ifndef MEMBER_CRASHES
#define MEMBER_CRASHES 0
#endif
#ifndef MEMBER_POWER_FAILURES
#define MEMBER_POWER_FAILURES 0
#endif
#ifndef EVICTIONS
#define EVICTIONS 0
#endif
/* How many messages each of the two followers publishes, three at the most. */
#ifndef MESSAGES_OF_A
#define MESSAGES_OF_A 1
#endif
#ifndef MESSAGES_OF_B
#define MESSAGES_OF_B 1
#endif

/* The members. S is the sequencer. */
#define S 0
#define A 1
#define B 2
#define BIT(member) (1 << (member))
#define FOLLOWERS (BIT(A) | BIT(B))
#define IS_IN(member, members) ((((members) >> (member)) & 1) == 1)

/* Logs, as sets of records. */
#define RECORDS 28
#define EPOCHS (1 + SEQUENCER_CRASHES + SEQUENCER_POWER_FAILURES)
#define FIRST(records) ((records) & (0 - (records)))
#define IS_PREFIX(shorter, longer) (((shorter) & ~(longer)) == 0)
#define ARE_COMPARABLE(one, other) (IS_PREFIX(one, other) || IS_PREFIX(other, one))
#define NEXT(log, longer) FIRST((longer) & ~(log))

/* Messages are 1 to 3 of A, 4 to 6 of B. */
#define MESSAGE(publisher, number) (((publisher) - 1) * 3 + (number))
#define MESSAGES(publisher) ((publisher) == A -> MESSAGES_OF_A : MESSAGES_OF_B)

byte content[RECORDS]; /* of a message which, of an epoch its number, of a view its members */
byte size;             /* how many records there are */
int messages;          /* which of them are messages, ... */
int views;
int epochs;
int viewsWith[3];      /* ... and which are views that have a member in them */

/* What each member's disk has. */
int log[3];            /* written: outlives the process */
int forced[3];         /* outlives a power failure */
byte epoch[3];         /* the last one in the log */
bool incomplete;       /* the sequencer's log may have lost its end */

/* Views and the beginnings of epochs are forced, whatever the durability; messages only if that is DISK. */
#define NOT_SAFE(member) (log[member] & ~forced[member] & (views | epochs))
#ifdef DISK
#define DURABLE(member) forced[member]
#else
#define DURABLE(member) (NOT_SAFE(member) == 0 -> log[member] : (log[member] & (FIRST(NOT_SAFE(member)) - 1)))
#endif

#ifdef MULTICASTS_BEFORE_DURABLE
#define MAY_BE_SENT log[S]
#else
#define MAY_BE_SENT DURABLE(S)
#endif

#ifdef CALLS_COMMITTED_WHAT_IT_HAS
#define HOLDS(member, record) COUNTS(member, record)
#else
#define HOLDS(member, record) \
    (COUNTS(member, record) && mode[member] == FOLLOWS && tie[member] == epoch[S] && \
        joined[member] == entry[member] && (DURABLE(member) & (record)) != 0)
#endif
#define COUNTS(member, record) (IS_IN(member, participants | outgoing) && (before[member] & (record)) == 0)

/* What was multicast in each epoch, and may arrive at any time from then on. */
int sent[EPOCHS + 1];

/* What the sequencer's life knows. */
mtype:role = { RECOVERS, SEQUENCES };
mtype:role role = SEQUENCES;
byte silent;           /* who has not said what it has */
int answer[3];         /* what it said */
byte participants = 7; /* the view's members */
byte outgoing;         /* removed by the newest view, which has not gone out */
int newestView;
int begun;             /* where its epoch begins */
int entry[3];          /* the view that let a member in, ... */
int before[3];         /* ... and the order before it */
byte welcomed = 7;
byte streams = FOLLOWERS; /* whose messages reach the sequencer as of that view */
byte next[3] = 1;      /* the number of a publisher's next message */
byte ended;            /* members of the view whose life has ended */

/* What a follower's life knows. */
mtype:mode = { WAITS, CATCHES_UP, FOLLOWS };
mtype:mode mode[3] = FOLLOWS;
byte tie[3] = 1;       /* the epoch that it takes frames of, ... */
int joined[3];         /* ... from this view on */
int welcome[3];        /* a welcome that was sent to it: the view, ... */
byte welcomeEpoch[3];  /* ... and the epoch */
byte abandoned[3];     /* the epoch of which it takes nothing more */
byte reborn;           /* whose first life has ended, with what it wanted to publish */

/* What nobody knows: all that was ever called committed. */
int committed;

/* How much may still go wrong. */
byte crashes;
byte powerFailures;
byte memberCrashes;
byte memberPowerFailures;
byte evictions;
byte cut;

hidden byte at;
hidden int record;
hidden int theirs;
hidden byte removed;

/* --- What must always hold ------------------------------------------------------------------------------------------- */

inline checkAgreement()
{
    /* Agreement and prefix: what any two members' logs hold is the same order, one perhaps longer. */
    assert(ARE_COMPARABLE(DURABLE(S), DURABLE(A)));
    assert(ARE_COMPARABLE(DURABLE(S), DURABLE(B)));
    assert(ARE_COMPARABLE(DURABLE(A), DURABLE(B)))
}

inline checkOrderedOnce(message)
{
    at = 0;
    do
    :: at < size ->
        /* Integrity: a message has one place. Publisher order: the one before it has an earlier one. */
        assert(!((log[S] & messages & BIT(at)) != 0 && content[at] >= message && (content[at] - 1) / 3 == (message - 1) / 3));
        at++
    :: else -> break
    od
}

/* --- The sequencer's log --------------------------------------------------------------------------------------------- */

inline append(what, kind)
{
    assert(size < RECORDS);
    content[size] = what;
    record = BIT(size);
    size++;
    log[S] = log[S] | record;
    kind = kind | record
}

inline appendView()
{
    append(participants, views);
    newestView = record;
    viewsWith[A] = (IS_IN(A, participants) -> viewsWith[A] | record : viewsWith[A]);
    viewsWith[B] = (IS_IN(B, participants) -> viewsWith[B] | record : viewsWith[B])
}

/* Takes records away that nobody has and that are not on the way to anybody, so that equal states are equal. */
inline forgetWhatNobodyHas()
{
    record = log[S] | log[A] | log[B] | committed | sent[epoch[S]] | sent[epoch[A]] | sent[epoch[B]] |
        sent[tie[A]] | sent[tie[B]] | welcome[A] | welcome[B] | joined[A] | joined[B];
    do
    :: size > 0 && (record & BIT(size - 1)) == 0 ->
        size--;
        content[size] = 0;
        messages = messages & ~BIT(size);
        views = views & ~BIT(size);
        epochs = epochs & ~BIT(size);
        viewsWith[A] = viewsWith[A] & ~BIT(size);
        viewsWith[B] = viewsWith[B] & ~BIT(size)
    :: else -> break
    od;
    record = 0
}

/* A member's epoch, as its log says. */
inline readEpoch(member)
{
    at = size;
    epoch[member] = 0;
    do
    :: at > 0 && epoch[member] == 0 ->
        at--;
        epoch[member] = ((log[member] & epochs & BIT(at)) != 0 -> content[at] : 0)
    :: else -> break
    od
}

/* --- The sequencer --------------------------------------------------------------------------------------------------- */

/* A new life begins with what the log says. */
inline start()
{
    role = RECOVERS;
    readEpoch(S);
    silent = 0;
    at = size;
    do
    :: incomplete && at > 0 && silent == 0 ->
        at--;
        silent = ((log[S] & views & BIT(at)) != 0 -> content[at] : 0)
    :: else -> break
    od;
    silent = silent & FOLLOWERS;
#ifdef ASKS_ONE_FEWER
    silent = silent & ~BIT(B);
#endif
#ifndef TAKES_OLD_ANSWERS
    answer[A] = 0;
    answer[B] = 0;
#else
    silent = (answer[A] != 0 -> silent & ~BIT(A) : silent);
    silent = (answer[B] != 0 -> silent & ~BIT(B) : silent);
#endif
    participants = 0;
    outgoing = 0;
    newestView = 0;
    begun = 0;
    entry[A] = 0; entry[B] = 0;
    before[A] = 0; before[B] = 0;
    welcomed = 0;
    streams = 0;
    next[A] = 0; next[B] = 0;
    ended = 0
}

inline beginNextEpoch()
{
    /* Commit: what was called committed is in every later epoch. */
    assert(IS_PREFIX(committed, log[S]));
    role = SEQUENCES;
#ifndef TAKES_OLD_ANSWERS
    answer[A] = 0;
    answer[B] = 0;
#endif
#ifndef GOES_ON_IN_THE_SAME_EPOCH
    epoch[S]++;
#endif
    append(epoch[S], epochs);
    begun = record;
    participants = BIT(S);
    appendView();
    at = 0;
    next[A] = 1;
    next[B] = 1;
#ifndef FORGETS_WHAT_PUBLISHERS_HAVE_ORDERED
    do
    :: at < size ->
        next[A] = ((log[S] & messages & BIT(at)) != 0 && content[at] <= 3 -> next[A] + 1 : next[A]);
        next[B] = ((log[S] & messages & BIT(at)) != 0 && content[at] > 3 -> next[B] + 1 : next[B]);
        at++
    :: else -> break
    od
#endif
}

/* Who says to have messages that the sequencer's log lacks. */
#ifdef LEADS_WITHOUT_WHAT_OTHERS_HAVE
#define IS_AHEAD(member) false
#else
#define IS_AHEAD(member) ((answer[member] & messages & ~log[S]) != 0)
#endif

inline order(publisher)
{
    checkOrderedOnce(MESSAGE(publisher, next[publisher]));
    append(MESSAGE(publisher, next[publisher]), messages);
    next[publisher]++
}

inline evict(members)
{
    removed = members;
    participants = participants & ~removed;
#ifndef FORGETS_WHOM_A_VIEW_REMOVES
    outgoing = outgoing | removed;
#endif
    streams = streams & ~removed;
    ended = ended & ~removed;
    appendView()
}

inline admit(member)
{
    participants = participants | BIT(member);
    before[member] = log[S];
    appendView();
    entry[member] = newestView;
    welcomed = welcomed & ~BIT(member)
}

inline sendWelcome(member)
{
    if
    :: IS_IN(member, participants) && !IS_IN(member, welcomed) && (sent[epoch[S]] & entry[member]) != 0 ->
        welcomed = welcomed | BIT(member);
        if
        :: !IS_IN(member, ended) -> welcome[member] = entry[member]; welcomeEpoch[member] = epoch[S]
        :: else
        fi
    :: else
    fi
}

#define IS_OUTSIDE(member) \
    (!IS_IN(member, participants | outgoing) && (mode[member] != FOLLOWS || tie[member] < epoch[S]))
#define NEXT_TO_COMMIT FIRST(sent[epoch[S]] & messages & ~committed)

proctype Sequencer()
{
end:
    do
    :: d_step { role == SEQUENCES && IS_IN(A, streams) && next[A] <= MESSAGES(A) -> order(A); checkAgreement() }
    :: d_step { role == SEQUENCES && IS_IN(B, streams) && next[B] <= MESSAGES(B) -> order(B); checkAgreement() }
    :: d_step { role == SEQUENCES && IS_OUTSIDE(A) -> admit(A); checkAgreement() }
    :: d_step { role == SEQUENCES && IS_OUTSIDE(B) -> admit(B); checkAgreement() }
    :: d_step { role == SEQUENCES && (participants & ended) != 0 -> evict(participants & ended); checkAgreement() }

    :: d_step { /* force */
        forced[S] != log[S] ->
        forced[S] = log[S];
        incomplete = (role == SEQUENCES -> false : incomplete);
        checkAgreement()
    }
    :: d_step { /* multicast */
        role == SEQUENCES && sent[epoch[S]] != MAY_BE_SENT && (MAY_BE_SENT & begun) != 0 ->
        /* In one epoch, there is one order. */
        assert(IS_PREFIX(sent[epoch[S]], MAY_BE_SENT));
        sent[epoch[S]] = MAY_BE_SENT;
        outgoing = ((newestView & sent[epoch[S]]) != 0 -> 0 : outgoing);
        sendWelcome(A);
        sendWelcome(B)
    }
    :: d_step { /* commit */
        role == SEQUENCES && NEXT_TO_COMMIT != 0 &&
            2 * (1 + HOLDS(A, NEXT_TO_COMMIT) + HOLDS(B, NEXT_TO_COMMIT)) >
                1 + COUNTS(A, NEXT_TO_COMMIT) + COUNTS(B, NEXT_TO_COMMIT) ->
        committed = sent[epoch[S]] & (NEXT_TO_COMMIT | (NEXT_TO_COMMIT - 1))
    }

    :: d_step { /* take back what a member has and this log lacks */
        role == RECOVERS && (IS_AHEAD(A) || IS_AHEAD(B)) ->
        at = (IS_AHEAD(A) && (!IS_AHEAD(B) || IS_PREFIX(answer[B], answer[A])) -> A : B);
        /* Nobody finds out that its order is another one. */
        assert(IS_PREFIX(log[S], log[at]));
        forced[at] = log[at];
        record = NEXT(log[S], log[at]);
        log[S] = log[S] | record;
        checkAgreement()
    }
    :: d_step { /* lead */
        role == RECOVERS && silent == 0 && !IS_AHEAD(A) && !IS_AHEAD(B) -> beginNextEpoch(); checkAgreement()
    }
    od
}

/* --- A follower ------------------------------------------------------------------------------------------------------ */

/* The order before the view that lets a member in. */
#define BASE(member) (sent[tie[member]] & (joined[member] - 1))

/* What is written is forced at once where no power failure can tell the difference. */
inline written(member)
{
#if MEMBER_POWER_FAILURES == 0
    forced[member] = log[member]
#else
    skip
#endif
}

/* Takes the next record of another order. */
inline take(member)
{
    /* Nobody finds out that its order is another one. */
    assert(IS_PREFIX(log[member], theirs));
    record = NEXT(log[member], theirs);
    log[member] = log[member] | record;
    if
    :: (record & epochs) != 0 ->
        at = 0;
        do
        :: BIT(at) != record -> at++
        :: else -> break
        od;
        /* An epoch never goes back. */
        assert(content[at] > epoch[member]);
        epoch[member] = content[at]
    :: else
    fi;
    written(member)
}

inline standWhereFramesBegin(member)
{
    mode[member] = (mode[member] == CATCHES_UP && log[member] == BASE(member) -> FOLLOWS : mode[member])
}

proctype Follower(byte me)
{
end:
    do
    :: d_step { /* say what it has, and take nothing more of that epoch */
        role == RECOVERS && IS_IN(me, silent) ->
        silent = silent & ~BIT(me);
        answer[me] = log[me];
#ifndef ANSWERS_AND_GOES_ON
        if
        :: epoch[S] >= epoch[me] ->
            abandoned[me] = epoch[S];
            tie[me] = 0;
            joined[me] = 0;
            mode[me] = WAITS
        :: else
        fi
#endif
    }
    :: d_step { /* join */
        welcome[me] != 0 ->
        if
        :: (log[me] & welcome[me]) == 0 && welcomeEpoch[me] > abandoned[me] &&
            (welcomeEpoch[me] > tie[me] || (welcomeEpoch[me] == tie[me] && welcome[me] > joined[me])) ->
            tie[me] = welcomeEpoch[me];
            joined[me] = welcome[me];
            /* No silent loss: the sequencer has not forgotten what this member has. */
            assert((log[me] & messages & ~BASE(me)) == 0);
            mode[me] = CATCHES_UP;
            standWhereFramesBegin(me)
        :: else
        fi;
        welcome[me] = 0;
        welcomeEpoch[me] = 0
    }
    :: d_step { /* catch up */
        (mode[me] == CATCHES_UP || (mode[me] == WAITS && role == SEQUENCES && IS_OUTSIDE(me))) &&
            (DURABLE(S) & ~log[me]) != 0 ->
        theirs = DURABLE(S);
        take(me);
#ifndef GIVES_OUT_UNFORCED
        forced[S] = log[S];
        incomplete = (role == SEQUENCES -> false : incomplete);
#endif
        standWhereFramesBegin(me);
        checkAgreement()
    }
    :: d_step { /* follow */
        mode[me] == FOLLOWS && (sent[tie[me]] & ~log[me]) != 0 ->
        theirs = sent[tie[me]];
        take(me);
        if
        :: (record & views & ~viewsWith[me]) != 0 -> mode[me] = WAITS
        :: record == joined[me] && role == SEQUENCES && tie[me] == epoch[S] && entry[me] == joined[me] &&
            IS_IN(me, participants & ~ended) && !IS_IN(me, reborn) ->
            streams = streams | BIT(me)
        :: else
        fi;
        checkAgreement()
    }
    :: d_step { /* hear that it is not in the view */
        mode[me] != WAITS && role == SEQUENCES && tie[me] == epoch[S] && !IS_IN(me, participants) -> mode[me] = WAITS
    }
#if MEMBER_POWER_FAILURES > 0
    :: d_step { forced[me] != log[me] -> forced[me] = log[me]; checkAgreement() }
#endif
    od
}

/* --- What goes wrong ------------------------------------------------------------------------------------------------- */

inline restart(member)
{
    readEpoch(member);
    mode[member] = WAITS;
    tie[member] = 0;
    joined[member] = 0;
    welcome[member] = 0;
    welcomeEpoch[member] = 0;
    abandoned[member] = 0;
    reborn = reborn | BIT(member);
    ended = ended | (BIT(member) & participants)
}

/* A power failure takes any part of the end that is not forced. */
inline losePower(member)
{
    do
    :: cut < size -> cut++
    :: break
    od;
    log[member] = forced[member] | (log[member] & (BIT(cut) - 1));
    cut = 0;
    forced[member] = log[member]
}

proctype Faults()
{
end:
    do
    :: d_step {
        crashes > 0 -> crashes--;
#ifdef FORGETS_THAT_IT_LOST
        incomplete = false;
#endif
        start();
        forgetWhatNobodyHas()
    }
    :: atomic {
        powerFailures > 0 -> powerFailures--;
        losePower(S);
        d_step {
#ifndef DISK
            incomplete = true;
#endif
            start();
            forgetWhatNobodyHas()
        }
    }
    :: d_step { memberCrashes > 0 -> memberCrashes--; restart(A) }
    :: d_step { memberCrashes > 0 -> memberCrashes--; restart(B) }
    :: atomic { memberPowerFailures > 0 -> memberPowerFailures--; losePower(A); d_step { restart(A); forgetWhatNobodyHas() } }
    :: atomic { memberPowerFailures > 0 -> memberPowerFailures--; losePower(B); d_step { restart(B); forgetWhatNobodyHas() } }
    :: d_step { evictions > 0 && role == SEQUENCES && IS_IN(A, participants) -> evictions--; evict(BIT(A)); checkAgreement() }
    :: d_step { evictions > 0 && role == SEQUENCES && IS_IN(B, participants) -> evictions--; evict(BIT(B)); checkAgreement() }
    :: d_step { evictions > 0 && role == SEQUENCES && participants == 7 -> evictions--; evict(FOLLOWERS); checkAgreement() }
    od
}

/* --- What must come at last ------------------------------------------------------------------------------------------ */

#define IS_BACK(member)     (mode[member] == FOLLOWS && tie[member] == epoch[S] && log[member] == log[S] && IS_IN(member, participants & ~ended))
#define IS_ORDERED(publisher) (IS_IN(publisher, reborn) || next[publisher] > MESSAGES(publisher))

proctype Observer()
{
    /* Liveness: once nothing goes wrong any more, all members follow, and what was published is ordered and committed. */
    timeout ->
    assert(role == SEQUENCES && sent[epoch[S]] == log[S] && IS_BACK(A) && IS_BACK(B));
    assert(IS_ORDERED(A) && IS_ORDERED(B));
    assert((messages & log[S]) == (messages & committed))
}

init
{
    atomic {
        content[0] = 1;
        epochs = 1;
        content[1] = 7;
        views = 2;
        viewsWith[A] = 2;
        viewsWith[B] = 2;
        size = 2;
        log[S] = 3; log[A] = 3; log[B] = 3;
        forced[S] = 3; forced[A] = 3; forced[B] = 3;
        epoch[S] = 1; epoch[A] = 1; epoch[B] = 1;
        sent[1] = 3;
        begun = 1;
        newestView = 2;
        entry[A] = 2; entry[B] = 2;
        joined[A] = 2; joined[B] = 2;
        before[A] = 1; before[B] = 1;
        do :: crashes < SEQUENCER_CRASHES -> crashes++ :: break od;
        do :: powerFailures < SEQUENCER_POWER_FAILURES -> powerFailures++ :: break od;
        do :: memberCrashes < MEMBER_CRASHES -> memberCrashes++ :: break od;
        do :: memberPowerFailures < MEMBER_POWER_FAILURES -> memberPowerFailures++ :: break od;
        do :: evictions < EVICTIONS -> evictions++ :: break od;
        run Sequencer();
        run Follower(A);
        run Follower(B);
        run Faults();
        run Observer()
    }
}
