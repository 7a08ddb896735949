-------------------------- MODULE RecoveryProtocol --------------------------
(* The safety protocol of this engine: what the steps of statemachine/recovery.asl.json write to the books, ask of the arrays
   and ask of EC2, against a world that loses requests, lets them land late or twice, kills executions anywhere and redrives
   them days later. README.md beside this file says what is modelled, within which bounds, and what is not.

   A generation is one machine under one name. Generation 1 is the machine that runs when the first incident opens. A request
   is answered, and then it was carried out; or it is not, and then it lies on the wire and may land at once, later, or never.
   A function that an execution has called may go on after the execution is dead: what is left of its work is asleep, and may
   be done at any later time. A machine that failed may be alive all along: nothing here ever relies on its death.

   Each action carries the states of the state machine that it stands for, or says that it is the world's. A test compares. *)
EXTENDS Naturals, FiniteSets, TLC

CONSTANTS
  Executions,     \* executions of the state machine
  Arrays,         \* each holds one of the volumes; or, with the hazard "metro", they are two ways to the same one
  MaxGeneration,  \* machines that may ever be launched, the first one included
  MaxIncidents,
  MaxDeaths,      \* how often an execution may die in the midst of its work
  Hazards,        \* what the world may do, beyond losing requests and leaving the victim alive:
                  \*   "lost"     fences and launches may stay unanswered, and land later or never
                  \*   "late"     grants too                           "twice"     ... or land more than once
                  \*   "writes"   the victim has writes in flight      "redrive"   a dead execution may be redriven
                  \*   "move"     a person may ask for a planned move  "people"    evidence differs, and people are asked
                  \*   "unearned" never booted under another name      "restored"  the books are older than the array
                  \*   "twoPaths" the victim has a second path         "metro"     all arrays show the same volume
                  \*   "held"     people hold recoveries back
  Without         \* the rules of the protocol that are dropped, none in the engine

ASSUME MaxGeneration >= 2 /\ Cardinality(Arrays) >= 1

VARIABLES
  letIn,          \* the arrays: which name passes which door to a volume
  flying,         \* the arrays: writes that were under way when their name was thrown out
  machine,        \* EC2: "none", "alive", "stopping" (and still writing), "stopped"
  twins,          \* EC2: generations of which there are two machines
  wire,           \* requests without an answer
  asleep,         \* what functions of dead executions have not done yet
  books,          \* the ledger: one item, one revision, so each change of it is atomic
  proofs,         \* the ledger: generations proved to be out everywhere, and drained
  looks,          \* what a look at the victim shows: "SILENT", "UNKNOWN" or "ALIVE"
  watched,        \* the generation that the alarm watches and has seen OK
  at, works, runs, through, saw, approved,   \* an execution: step, generation, not dead, arrays done, owner seen, answer heard
  deaths

world == <<letIn, flying, machine, twins, wire, asleep, looks, watched>>
arrays == <<letIn, flying>>
ec2 == <<machine, twins>>
local == <<works, through, saw, approved>>
vars == <<world, books, proofs, at, local, runs, deaths>>

Keeps(rule) == rule \notin Without
Hazard(h) == h \in Hazards
Generation == 1..MaxGeneration
Name(g) == IF Keeps("ownName") THEN g ELSE 1
Paths == {"own"} \cup IF Hazard("twoPaths") THEN {"group"} ELSE {}
Doors == Arrays \X Paths                                        \* a grant opens the door "own" of each array
Own(a) == <<a, "own">>
Full(g) == \A a \in Arrays : <<Name(g), Own(a)>> \in letIn
Lives(g) == machine[g] \in {"alive", "stopping"}
Seen == IF Hazard("people") THEN {"SILENT", "UNKNOWN", "ALIVE"} ELSE {"SILENT"}

NoIncident == [number |-> 0, kind |-> "alarm", state |-> "none", outcome |-> "none", owner |-> "nobody", current |-> 1,
               victim |-> 1, named |-> 1, newest |-> 1, plan |-> FALSE, stage |-> "stored", said |-> "nothing",
               asked |-> "nothing", basis |-> "nothing", how |-> "nothing", earned |-> ~Hazard("unearned")]

Init == /\ letIn = IF Hazard("restored") THEN {<<MaxGeneration, Own(a)>> : a \in Arrays} ELSE {1} \X Doors
        /\ flying = {} /\ twins = {} /\ wire = {} /\ asleep = {} /\ proofs = {} /\ watched = 1
        /\ machine = [g \in Generation |->
             IF g = 1 \/ (Hazard("restored") /\ g = MaxGeneration) THEN "alive" ELSE "none"]
        /\ books = NoIncident /\ looks \in Seen
        /\ at = [e \in Executions |-> "idle"] /\ runs = [e \in Executions |-> TRUE]
        /\ works = [e \in Executions |-> 1] /\ through = [e \in Executions |-> {}]
        /\ saw = [e \in Executions |-> "nobody"] /\ approved = [e \in Executions |-> "nothing"]
        /\ deaths = 0
-----------------------------------------------------------------------------
(* What requests do when they land. *)

Throw(X) == /\ letIn' = letIn \ X
            /\ flying' = IF Hazard("writes") THEN flying \cup {x \in X \cap letIn : Lives(x[1])} ELSE flying

Born(g) == /\ machine' = IF machine[g] = "none" THEN [machine EXCEPT ![g] = "alive"] ELSE machine
           /\ twins' = IF machine[g] = "none" \/ Keeps("tokenByGeneration") THEN twins ELSE twins \cup {g}

Spent(r) == IF Hazard("twice") /\ r[1] \in {"grant", "revoke"} THEN wire ELSE wire \ {r}

(* Landings that change nothing are left out. *)
\* @world A request that was never answered lands.
Land == \E r \in wire : LET x == <<r[2], r[3]>> IN
  /\ \/ r[1] = "revoke" /\ x \in letIn /\ Throw({x}) /\ UNCHANGED ec2
     \/ r[1] = "evict" /\ \E y \in letIn : y[2] = r[3] /\ Throw({z \in letIn : z[2] = r[3]}) /\ UNCHANGED ec2
     \/ r[1] = "grant" /\ x \notin letIn /\ letIn' = letIn \cup {x} /\ UNCHANGED <<flying, ec2>>
     \/ r[1] = "launch" /\ (machine[r[2]] = "none" \/ ~Keeps("tokenByGeneration")) /\ Born(r[2]) /\ UNCHANGED arrays
     \/ r[1] = "stop" /\ machine[r[2]] = "alive" /\ machine' = [machine EXCEPT ![r[2]] = "stopping"]
        /\ UNCHANGED <<arrays, twins>>
     \/ r[1] = "start" /\ machine[r[2]] = "stopped" /\ machine' = [machine EXCEPT ![r[2]] = "alive"]
        /\ UNCHANGED <<arrays, twins>>
  /\ wire' = Spent(r)
  /\ UNCHANGED <<asleep, looks, watched, books, proofs, at, local, runs, deaths>>

\* @world The last writes of a machine that was thrown out have landed.
Drain == /\ \E x \in flying : flying' = flying \ {x}
         /\ UNCHANGED <<letIn, ec2, wire, asleep, looks, watched, books, proofs, at, local, runs, deaths>>

\* @world A guest that was asked to stop has flushed what it had, and is down.
GuestIsDown == /\ \E g \in Generation : machine[g] = "stopping" /\ machine' = [machine EXCEPT ![g] = "stopped"]
               /\ UNCHANGED <<arrays, twins, wire, asleep, looks, watched, books, proofs, at, local, runs, deaths>>
-----------------------------------------------------------------------------
(* What the steps ask for, of one array or of EC2. *)

Ec2 == <<"ec2", "ec2">>
From(victim, g) == victim..(g - 1)
Older(g) == From(books.victim, g)
Names(G, a) == {<<Name(h), d>> : h \in G, d \in {d \in Doors : d[1] = a}}

FenceOf(G, a) ==
  IF Keeps("fenceByName")
  THEN \E answered \in IF Hazard("lost") THEN SUBSET Names(G, a) ELSE {Names(G, a)} :
         /\ Throw(answered)
         /\ wire' = wire \cup {<<"revoke", x[1], x[2]>> : x \in Names(G, a) \ answered}
  ELSE \/ Throw({x \in letIn : x[2][1] = a}) /\ UNCHANGED wire
       \/ Hazard("lost") /\ wire' = wire \cup {<<"evict", 0, Own(a)>>} /\ UNCHANGED arrays

GrantAnswers == {"clean"} \cup IF Hazard("late") THEN {"unanswered"} ELSE {}
GrantOf(g, a, answer) ==
  LET request == <<"grant", Name(g), Own(a)>> IN
  CASE answer = "clean" -> letIn' = letIn \cup {<<Name(g), Own(a)>>} /\ UNCHANGED <<flying, wire>>
    [] answer = "unanswered" /\ Keeps("grantOnce") -> wire' = wire \cup {request} /\ UNCHANGED arrays
    \* Repeated until it reads back as done: it is in, and the first request is still on its way.
    [] OTHER -> letIn' = letIn \cup {<<Name(g), Own(a)>>} /\ wire' = wire \cup {request} /\ UNCHANGED flying

LaunchAnswers == {"launched"} \cup IF Hazard("lost") THEN {"unanswered"} ELSE {}
LaunchOf(g, answer) ==
  CASE answer = "launched" -> Born(g) /\ UNCHANGED wire
    [] answer = "unanswered" -> wire' = wire \cup {<<"launch", g, Ec2>>} /\ UNCHANGED ec2
    [] answer = "refused" -> UNCHANGED <<ec2, wire>>

StopOf(g, answered) ==
  IF answered
  THEN machine' = (IF machine[g] = "alive" THEN [machine EXCEPT ![g] = "stopping"] ELSE machine) /\ UNCHANGED <<twins, wire>>
  ELSE wire' = wire \cup {<<"stop", g, Ec2>>} /\ UNCHANGED ec2

StartOf(g, answered) ==
  IF answered
  THEN machine' = (IF machine[g] = "stopped" THEN [machine EXCEPT ![g] = "alive"] ELSE machine) /\ UNCHANGED <<twins, wire>>
  ELSE wire' = wire \cup {<<"start", g, Ec2>>} /\ UNCHANGED ec2

(* Whether a machine of this generation may still come to be, by somebody else than the one who asks. *)
MayBeBorn(g, e) == \/ <<"launch", g, Ec2>> \in wire
                   \/ \E s \in asleep : s.step = "launch!" /\ s.works = g
                   \/ \E f \in Executions \ {e} : at[f] = "launch!" /\ works[f] = g

\* @world A function whose execution is dead does one more thing of what it was about to do.
Wake == \E s \in asleep :
  /\ \/ s.step = "fence!" /\ \E a \in s.arrays : FenceOf(From(s.victim, s.works), a) /\ UNCHANGED ec2
          /\ asleep' = (asleep \ {s}) \cup IF s.arrays = {a} THEN {} ELSE {[s EXCEPT !.arrays = @ \ {a}]}
     \/ s.step = "grant!" /\ \E a \in s.arrays, answer \in GrantAnswers : GrantOf(s.works, a, answer) /\ UNCHANGED ec2
          /\ asleep' = (asleep \ {s}) \cup
               IF s.arrays = {a} \/ (answer # "clean" /\ Keeps("grantOnce")) THEN {} ELSE {[s EXCEPT !.arrays = @ \ {a}]}
     \/ s.step = "launch!" /\ \E answer \in LaunchAnswers : LaunchOf(s.works, answer)
          /\ UNCHANGED arrays /\ asleep' = asleep \ {s}
     \/ s.step = "stop!" /\ \E answered \in BOOLEAN : StopOf(s.works, answered) /\ UNCHANGED arrays /\ asleep' = asleep \ {s}
     \/ s.step = "start!" /\ \E answered \in BOOLEAN : StartOf(s.victim, answered) /\ UNCHANGED arrays /\ asleep' = asleep \ {s}
  /\ UNCHANGED <<looks, watched, books, proofs, at, local, runs, deaths>>
-----------------------------------------------------------------------------
(* An execution. A step whose name ends in ! has been announced, and has yet to act. *)

Effects == {"fence!", "grant!", "launch!", "stop!", "start!"}
Working == {"verify", "ask", "asked", "stop", "stop!", "watch", "start", "start!", "fence", "fence!", "drain", "prove", "grant", "grant!",
            "launch", "launch!", "confirm", "rearm", "record", "burn"}
In(e, s) == at[e] = s /\ runs[e] /\ UNCHANGED <<runs, deaths>>
To(e, s) == at' = [at EXCEPT ![e] = s] /\ through' = [through EXCEPT ![e] = {}]
Over(e) == ~runs[e] \/ at[e] = "end"

(* What every write to the books is conditional on. *)
Mine(e) == books.owner = e /\ books.state = "open"
Current(e) == Mine(e) /\ (books.newest = works[e] \/ (~Keeps("storedFirst") /\ books.newest = works[e] - 1))
May(e) == ~Keeps("checked") \/ Current(e)
BegunToFence == books.said \in {"fence", "grant", "launch", "rearm"}
Say(what) == IF Keeps("announced") THEN [books EXCEPT !.said = what] ELSE books
Superseded(e) == To(e, "end") /\ UNCHANGED books

(* The end of an incident without a recovery. With a plan it can be taken up again: a fence may have been ordered. *)
Ended(e, outcome) ==
  /\ To(e, "end")
  /\ books' = IF Mine(e) \/ ~Keeps("recordOnce")
              THEN [books EXCEPT !.outcome = outcome,
                                 !.state = IF outcome = "paged" \/ (books.plan /\ outcome # "suppressed") THEN "paged" ELSE "closed"]
              ELSE books
(* ... before a fence; the guest of a move may have been asked to stop by then. *)
Left(e, outcome) == IF books.kind = "move" /\ books.said \in {"stop", "start"} /\ Mine(e) THEN To(e, "start") /\ UNCHANGED books
                    ELSE Ended(e, outcome)

\* @states Open the incident
OpenIncident(e) ==
  /\ In(e, "idle") /\ books.state \in {"none", "closed"} /\ books.number < MaxIncidents
  /\ \E kind \in {"alarm"} \cup IF Hazard("move") THEN {"move"} ELSE {}, named \in 1..books.current :
       /\ named = books.current \/ (kind = "alarm" /\ ~Keeps("alarmMatched"))
       /\ books' = [NoIncident EXCEPT !.number = books.number + 1, !.kind = kind, !.state = "open", !.owner = e,
                      !.current = books.current, !.victim = books.current, !.named = named, !.newest = books.current,
                      !.earned = books.earned]
  /\ works' = [works EXCEPT ![e] = books.current]
  /\ To(e, "verify") /\ UNCHANGED <<world, proofs, saw, approved>>

(* A duplicate of the alarm, the reconciler's resumption, or a person's: it finds the incident, and looks at its owner. *)
\* @states Open the incident
FindOwner(e) ==
  /\ In(e, "idle") /\ books.owner \notin {"nobody", e} /\ books.state \in {"open", "paged"}
  /\ ~Keeps("noExpiry") \/ Over(books.owner)
  /\ saw' = [saw EXCEPT ![e] = books.owner] /\ To(e, "take") /\ UNCHANGED <<world, books, proofs, works, approved>>

\* @states Open the incident
TakeOver(e) ==
  /\ In(e, "take")
  /\ IF books.owner = saw[e] /\ (books.state \in {"open", "paged"} \/ ~Keeps("takenOnlyOpen"))
     THEN \E plan \in CASE ~books.plan \/ books.said = "start" -> {FALSE}   \* after a start, it does not stand still any more
                        [] BegunToFence \/ ~Keeps("announced") -> {TRUE}
                        [] OTHER -> BOOLEAN :                              \* an old plan, of which nothing was asked yet
          LET newest == IF plan THEN books.newest ELSE books.victim
          IN /\ books' = [books EXCEPT !.owner = e, !.state = "open", !.plan = plan, !.newest = newest]
             /\ works' = [works EXCEPT ![e] = newest]
             /\ To(e, IF plan THEN "fence" ELSE "verify")
     ELSE Superseded(e) /\ UNCHANGED works
  /\ saw' = [saw EXCEPT ![e] = "nobody"] /\ UNCHANGED <<world, proofs, approved>>

(* Storing the plan is the last thing that happens before the fence: it names the next generation. *)
StorePlan(e, basis, how) ==
  IF ~Mine(e) \/ (Keeps("noPlanAfterStart") /\ books.said = "start")
  THEN Superseded(e) /\ UNCHANGED works
  ELSE /\ books' = IF Keeps("storedFirst")
                   THEN [books EXCEPT !.plan = TRUE, !.newest = @ + 1, !.stage = "stored", !.basis = basis, !.how = how]
                   ELSE books
       /\ works' = [works EXCEPT ![e] = @ + 1] /\ To(e, "fence")

Newer == \E x \in letIn : x[1] > books.newest
MayBeWrong == {"stoodDown", "refused"}                         \* a look may find a dead machine well, or a target missing

\* @states Check launch targets; Verify primary
Verify(e) ==
  /\ In(e, "verify") /\ UNCHANGED <<world, proofs, saw, approved>>
  /\ \/ \E outcome \in MayBeWrong : Left(e, outcome) /\ UNCHANGED works
     \/ ~(Newer /\ Keeps("newerStops")) /\ books.kind = "move" /\ Keeps("noPlanAfterStart") /\ books.said = "start"
        /\ Left(e, "refused") /\ UNCHANGED works
     \/ ~(Newer /\ Keeps("newerStops")) /\ books.kind = "move" /\ (books.said # "start" \/ ~Keeps("noPlanAfterStart"))
        /\ works[e] < MaxGeneration /\ To(e, "stop") /\ UNCHANGED <<books, works>>
     \/ ~(Newer /\ Keeps("newerStops")) /\ books.kind = "alarm" /\ looks # "ALIVE" /\ works[e] < MaxGeneration
        /\ LET told == approved[e] # "nothing" /\ (approved[e] = looks \/ ~Keeps("approvedClass"))
               sure == looks = "SILENT" \/ ~Keeps("unknownAsks")
               alone == books.earned \/ ~Keeps("earned")
           IN IF told THEN StorePlan(e, approved[e], "approved")
              ELSE IF sure /\ alone THEN StorePlan(e, looks, "alone")
              ELSE To(e, "ask") /\ UNCHANGED <<books, works>>

\* @states Ask for approval
AskForApproval(e) ==
  /\ In(e, "ask") /\ UNCHANGED <<world, proofs, works, saw>>
  /\ IF Mine(e) /\ ~books.plan
     THEN /\ books' = [books EXCEPT !.said = "ask", !.asked = looks] /\ To(e, "asked")
          /\ approved' = [approved EXCEPT ![e] = "nothing"]
     ELSE Superseded(e) /\ UNCHANGED approved

(* Hours may have gone by. Only the newest question can be answered, and what is answered is what was asked. *)
\* @states approval: Read what was asked; Approve; Reject
Answer(e) ==
  /\ In(e, "asked") /\ UNCHANGED <<arrays, ec2, wire, asleep, watched, proofs, saw>>
  /\ \/ Ended(e, "expired") /\ UNCHANGED <<works, approved, looks>>
     \/ Ended(e, "rejected") /\ UNCHANGED <<works, approved, looks>>
     \/ /\ books.owner = e /\ looks' \in Seen
        /\ approved' = [approved EXCEPT ![e] = books.asked]
        /\ IF Keeps("verifiedAgain") THEN To(e, "verify") /\ UNCHANGED <<books, works>>
           ELSE StorePlan(e, books.asked, "approved")

\* @states Ask the guest to stop
AnnounceStop(e) ==
  /\ In(e, "stop") /\ UNCHANGED <<world, proofs, works, saw, approved>>
  /\ IF Mine(e) /\ ~books.plan /\ (books.said # "start" \/ ~Keeps("noPlanAfterStart"))
     THEN books' = [books EXCEPT !.said = "stop"] /\ To(e, "stop!")
     ELSE Superseded(e)

\* @states Ask the guest to stop
StopGuest(e) ==
  /\ In(e, "stop!") /\ UNCHANGED <<arrays, asleep, looks, watched, books, proofs, works, saw, approved>>
  /\ \E answered \in BOOLEAN : StopOf(works[e], answered)
  /\ To(e, "watch")

(* For a move the arrays have to show that the guest is down. *)
\* @states Verify primary
WatchGuestStop(e) ==
  /\ In(e, "watch") /\ UNCHANGED <<world, proofs, saw, approved>>
  /\ \/ Left(e, "stoodDown") /\ UNCHANGED works
     \/ /\ ~Lives(works[e]) \/ (machine[works[e]] = "stopping" /\ ~Keeps("arraysSeeItStop"))
        /\ StorePlan(e, "STOPPED", "asked")

\* @states Start the guest again
AnnounceStart(e) ==
  /\ In(e, "start") /\ UNCHANGED <<world, proofs, works, saw, approved>>
  /\ IF Mine(e) /\ ~BegunToFence
     THEN books' = [books EXCEPT !.said = "start"] /\ To(e, "start!")
     ELSE Ended(e, "refused")

\* @states Start the guest again
StartGuest(e) ==
  /\ In(e, "start!") /\ UNCHANGED <<arrays, asleep, looks, watched, proofs, works, saw, approved>>
  /\ \E answered \in BOOLEAN : StartOf(books.victim, answered)
  /\ Ended(e, "suppressed")

(* Before its first announcement the fence asks whether people hold recoveries back. *)
\* @states Fence old initiator
AnnounceFence(e) ==
  /\ In(e, "fence") /\ UNCHANGED <<world, proofs, works, saw, approved>>
  /\ \/ IF May(e) /\ ~(Keeps("noPlanAfterStart") /\ books.said = "start")
        THEN books' = Say("fence") /\ To(e, IF Keeps("ec2ProvesNothing") THEN "fence!" ELSE "grant")
        ELSE Superseded(e)
     \/ Hazard("held") /\ ~BegunToFence /\ Mine(e) /\ Left(e, "suppressed")

\* @states Fence old initiator
FenceOne(e) ==
  /\ In(e, "fence!") /\ UNCHANGED <<ec2, asleep, looks, watched, books, proofs, works, saw, approved>>
  /\ \E a \in Arrays \ through[e] :
       /\ FenceOf(Older(works[e]), a)
       /\ IF through[e] \cup {a} = Arrays THEN To(e, IF Keeps("drainLast") THEN "prove" ELSE "drain")
          ELSE through' = [through EXCEPT ![e] = @ \cup {a}] /\ UNCHANGED at

Landed(g, a) == \A x \in flying : x \notin Names(Older(g), a)
Gone(g, a) == \A x \in Names(Older(g), a) : x \notin letIn \/ (x[2][2] # "own" /\ ~Keeps("everyPath"))
(* Reads one array: no older name passes any of its doors, and then, last of all, nothing of theirs is under way. *)
Proven(g, a) == /\ Gone(g, a) \/ ~Keeps("proof")
                /\ ~Keeps("drain") \/ ~Keeps("drainLast") \/ Landed(g, a)
(* Only where the order is wrong: first it is seen that nothing is under way, then that the mapping is gone. *)
\* @broken drainLast
DrainFirst(e) == /\ In(e, "drain") /\ UNCHANGED <<world, books, proofs, works, saw, approved>>
                 /\ \A a \in Arrays : Landed(works[e], a)
                 /\ To(e, "prove")
\* @states Fence old initiator
ProveOne(e) ==
  /\ In(e, "prove") /\ UNCHANGED <<letIn, flying, ec2, asleep, looks, watched, works, saw, approved>>
  /\ \/ /\ \E a \in Arrays \ through[e] :
             /\ Proven(works[e], a) \/ ~Keeps("unknownIsNoProof")
             /\ ~(Newer /\ Keeps("newerStops"))
             /\ LET done == IF Keeps("everyArray") THEN through[e] \cup {a} ELSE Arrays IN
                IF done # Arrays
                THEN through' = [through EXCEPT ![e] = done] /\ UNCHANGED <<at, books, proofs>>
                ELSE IF May(e)
                     THEN To(e, "grant") /\ proofs' = proofs \cup Older(works[e]) /\ UNCHANGED books
                     ELSE Superseded(e) /\ UNCHANGED proofs
             \* Fewer states: a revoke that lands late matters no more where its name is proved to be gone for good.
             /\ wire' = IF Without = {} THEN wire \ {<<"revoke", x[1], x[2]>> : x \in Names(Older(works[e]), a)} ELSE wire
     \/ Ended(e, "paged") /\ UNCHANGED <<proofs, wire>>         \* not gone, not drained, or no answer in time

(* Whoever drops a rule of the proof has not got these two last readings either. *)
ReadsAgain == Without \cap {"proof", "everyArray", "everyPath", "unknownIsNoProof", "ec2ProvesNothing"} = {}
Back(g) == ReadsAgain /\ \E x \in letIn : x[1] \in {Name(h) : h \in Older(g)} /\ x[1] # Name(g)
\* @states Grant new initiator
AnnounceGrant(e) ==
  /\ In(e, "grant") /\ UNCHANGED <<world, proofs, works, saw, approved>>
  /\ IF ~May(e) THEN Superseded(e)
     ELSE IF books.stage = "launching" THEN To(e, "launch") /\ UNCHANGED books
     ELSE IF books.stage = "granting" /\ Keeps("noSecondGrant") THEN To(e, "burn") /\ UNCHANGED books
     ELSE IF Back(works[e]) THEN To(e, "fence") /\ UNCHANGED books
     ELSE /\ books' = IF ~Mine(e) THEN books
                      ELSE IF Keeps("storedFirst") THEN [Say("grant") EXCEPT !.stage = IF Keeps("announced") THEN "granting" ELSE @]
                      ELSE [Say("grant") EXCEPT !.stage = "granting", !.newest = works[e], !.plan = TRUE]
          /\ To(e, "grant!")

\* @states Grant new initiator
GrantOne(e) ==
  /\ In(e, "grant!") /\ UNCHANGED <<ec2, asleep, looks, watched, books, proofs, works, saw, approved>>
  /\ \E a \in Arrays \ through[e], answer \in GrantAnswers :
       /\ GrantOf(works[e], a, answer)
       /\ IF answer # "clean" /\ Keeps("grantOnce") /\ Keeps("answerCounts") THEN To(e, "burn")
          ELSE IF through[e] \cup {a} = Arrays THEN To(e, "launch")
          ELSE through' = [through EXCEPT ![e] = @ \cup {a}] /\ UNCHANGED at

\* @states Relaunch from recovery template
AnnounceLaunch(e) ==
  /\ In(e, "launch") /\ UNCHANGED <<world, proofs, works, saw, approved>>
  /\ IF ~May(e) THEN Superseded(e)
     ELSE IF ~Full(works[e]) THEN To(e, "burn") /\ UNCHANGED books       \* the grant does not read back
     ELSE IF Back(works[e]) THEN Ended(e, "paged")
     ELSE \/ To(e, "launch!") /\ books' = IF Mine(e) /\ Keeps("announced") THEN [Say("launch") EXCEPT !.stage = "launching"] ELSE books
          \/ ~Keeps("refusedFirst") /\ To(e, "end")                     \* only now it is found that the template is gone
             /\ books' = [books EXCEPT !.outcome = "refused", !.state = "closed"]

\* @states Relaunch from recovery template
Launch(e) ==
  /\ In(e, "launch!") /\ UNCHANGED <<arrays, asleep, looks, watched, books, proofs, works, saw, approved>>
  /\ \/ \E answer \in LaunchAnswers : LaunchOf(works[e], answer) /\ To(e, "confirm")
     \/ Hazard("lost") /\ <<"launch", works[e], Ec2>> \notin wire         \* asked again, under the same token
        /\ LaunchOf(works[e], "unanswered") /\ To(e, "launch")
     \/ machine[works[e]] = "none" /\ ~MayBeBorn(works[e], e) /\ LaunchOf(works[e], "refused") /\ To(e, "burn")

(* A machine may be given up at any time before it has attached: how slow is too slow is not the protocol's business. *)
\* @states Confirm attachment
Confirm(e) ==
  /\ In(e, "confirm") /\ UNCHANGED <<world, books, proofs, works, saw, approved>>
  /\ \/ machine[works[e]] = "alive" /\ Full(works[e]) /\ To(e, IF Keeps("armedFirst") THEN "rearm" ELSE "record")
     \/ To(e, "burn")

\* @states Re-arm alarm
Rearm(e) ==
  /\ In(e, "rearm") /\ UNCHANGED <<arrays, ec2, wire, asleep, looks, proofs, works, saw, approved>>
  /\ IF Current(e) THEN books' = Say("rearm") /\ watched' \in {watched, works[e]} /\ To(e, "record")
     ELSE Superseded(e) /\ UNCHANGED watched

Adopted(g) == [books EXCEPT !.state = "closed", !.current = g, !.earned = @ \/ books.kind = "move",
                            !.outcome = IF watched = g \/ ~Keeps("armedFirst") THEN "recovered" ELSE "degraded"]
\* @states Record recovery
Record(e) ==
  /\ In(e, "record") /\ To(e, "end") /\ UNCHANGED <<world, proofs, works, saw, approved>>
  /\ books' = IF Mine(e) /\ books.newest = works[e] THEN Adopted(works[e]) ELSE books

(* Only where the rule against it is dropped: a machine that was given up attaches after all, and is taken. *)
\* @broken notAdopted
AdoptGivenUp(e) ==
  /\ ~Keeps("notAdopted") /\ In(e, "prove") /\ Mine(e) /\ UNCHANGED <<world, proofs, works, saw, approved>>
  /\ works[e] - 1 > books.victim /\ machine[works[e] - 1] = "alive" /\ Full(works[e] - 1)
  /\ books' = Adopted(works[e] - 1) /\ To(e, "end")

(* A generation is given up: the next one is stored before anything is fenced for it, or a person is called. *)
\* @states Grant new initiator; Relaunch from recovery template; Confirm attachment
Burn(e) ==
  /\ In(e, "burn") /\ UNCHANGED <<world, proofs, saw, approved>>
  /\ \/ Ended(e, "paged") /\ UNCHANGED works
     \/ /\ works[e] < MaxGeneration
        /\ IF Mine(e) /\ books.newest = works[e]
           THEN /\ books' = IF Keeps("storedFirst") THEN [books EXCEPT !.newest = @ + 1, !.stage = "stored"] ELSE books
                /\ works' = [works EXCEPT ![e] = @ + 1] /\ To(e, "fence")
           ELSE Superseded(e) /\ UNCHANGED works

(* The failed step goes to "Record the end" where the machinery still works: an end like any other. *)
\* @states Record the end
Page(e) ==
  /\ at[e] \in {"fence", "grant", "launch", "confirm", "rearm", "record"} /\ runs[e] /\ UNCHANGED <<runs, deaths>>
  /\ books.plan /\ (IF BegunToFence THEN Ended(e, "paged") ELSE Left(e, "paged")) /\ UNCHANGED <<world, proofs, works, saw, approved>>

\* @world An execution dies, times out or is stopped; what its function was about to do may be done later, or never.
Die(e) ==
  /\ runs[e] /\ at[e] \in Working \cup {"take"} /\ deaths < MaxDeaths /\ deaths' = deaths + 1
  /\ runs' = [runs EXCEPT ![e] = FALSE]
  /\ LET before == CASE at[e] = "fence!" -> "fence" [] at[e] = "grant!" -> "grant" [] at[e] = "launch!" -> "launch"
                     [] at[e] = "stop!" -> "stop" [] at[e] = "start!" -> "start" [] at[e] = "asked" -> "ask"
                     [] OTHER -> at[e]
     IN To(e, before)
  /\ asleep' \in {asleep} \cup IF at[e] \in Effects
                               THEN {asleep \cup {[step |-> at[e], works |-> works[e], victim |-> books.victim, arrays |-> Arrays \ through[e]]}}
                               ELSE {}
  /\ UNCHANGED <<arrays, ec2, wire, looks, watched, books, proofs, works, saw, approved>>

\* @world A redrive resumes an execution at the step that it died in, past every earlier check.
Redrive(e) ==
  /\ Hazard("redrive") /\ ~runs[e] /\ runs' = [runs EXCEPT ![e] = TRUE]
  /\ UNCHANGED <<world, books, proofs, at, local, deaths>>

\* @world The reconciler calls a person where nobody is left to end the incident (Remedy, in core).
Reconcile ==
  /\ Keeps("reconciler") /\ books.state = "open" /\ \A e \in Executions : Over(e)
  /\ books' = [books EXCEPT !.state = "paged", !.outcome = "paged"]
  /\ UNCHANGED <<world, proofs, at, local, runs, deaths>>

(* All is said and done. Anything else that cannot go on is a deadlock, which TLC reports. *)
\* @world Nothing is left to do.
Rest == /\ books.state # "open" \/ ~Keeps("reconciler")
        /\ \A e \in Executions : Over(e) \/ at[e] = "idle"
        /\ UNCHANGED vars

Step(e) == \/ OpenIncident(e) \/ FindOwner(e) \/ TakeOver(e) \/ Verify(e) \/ AskForApproval(e) \/ Answer(e)
           \/ AnnounceStop(e) \/ StopGuest(e) \/ WatchGuestStop(e) \/ AnnounceStart(e) \/ StartGuest(e)
           \/ AnnounceFence(e) \/ FenceOne(e) \/ DrainFirst(e) \/ ProveOne(e) \/ AnnounceGrant(e) \/ GrantOne(e)
           \/ AnnounceLaunch(e) \/ Launch(e) \/ Confirm(e) \/ Rearm(e) \/ Record(e) \/ AdoptGivenUp(e) \/ Burn(e) \/ Page(e)
Next == Land \/ Drain \/ GuestIsDown \/ Wake \/ Reconcile \/ Rest \/ \E e \in Executions : Step(e) \/ Die(e) \/ Redrive(e)
Spec == Init /\ [][Next]_vars
(* Nobody has to be lucky, but nobody stands still for ever either. *)
FairSpec == Spec /\ WF_vars(Reconcile) /\ WF_vars(Wake) /\ \A e \in Executions : WF_vars(Step(e))
Symmetry == {x @@ y : x \in Permutations(Executions), y \in Permutations(Arrays)}
-----------------------------------------------------------------------------
Volumes == IF Hazard("metro") THEN {Arrays} ELSE {{a} : a \in Arrays}         \* a volume, as the set of arrays that show it
Reaches(g, v) == \E d \in Doors : d[1] \in v /\ <<Name(g), d>> \in letIn
Writers(v) == {g \in Generation : Lives(g) /\ Reaches(g, v)}

I1_OneWriter == \A v \in Volumes : Cardinality(Writers(v)) <= 1 /\ Writers(v) \cap twins = {}
I1_NoLateWrite == \A x \in flying, g \in Generation, v \in Volumes : g > x[1] /\ x[2][1] \in v => ~Reaches(g, v)
I2_ProofBeforeLaunch == \A e \in Executions : at[e] = "launch!" => Older(works[e]) \subseteq proofs
I3_OneAtWork == Cardinality({e \in Executions : runs[e] /\ at[e] \in Working}) <= 1
I4_OneMachine == twins = {}
(* Only who was named by an alarm, or chosen for a move, and of whom the plan says so, may lose access ... *)
I5_OnlyVictimsFenced == \/ books.plan /\ books.victim = books.current /\ books.named = books.victim
                        \/ Full(books.current)
(* ... and above all not the machine that a recovery has brought up. *)
I5_WinnerKeepsAccess == books.current # 1 => I5_OnlyVictimsFenced
I6_FencedStaysOut == \A g \in proofs : Lives(g) => \A v \in Volumes : ~Reaches(g, v)
I7_ProofBeforeGrant == \A e \in Executions : at[e] = "grant!" /\ Current(e) => Older(works[e]) \subseteq proofs
I9_NobodyGuesses == books.plan /\ books.basis = "UNKNOWN" => books.how = "approved"
I10_RefusalIsClean == books.outcome \in {"stoodDown", "refused", "rejected", "expired", "suppressed"} /\ books.state = "closed" =>
                        /\ Full(books.victim) /\ \A x \in letIn : x[1] <= Name(books.victim)
                        /\ \A g \in Generation : g > books.victim => machine[g] = "none"
I13_ApprovedWhatIs == books.plan /\ books.how = "approved" => books.basis = looks
I15_AutomaticIsEarned == books.plan /\ books.how = "alone" => books.earned
I19_ArmedBeforeRecovered == books.outcome = "recovered" => watched = books.current
I21_MovedAtRest == books.kind = "move" /\ BegunToFence /\ books.current = books.victim => ~Lives(books.victim)
R1_OneRecord == [][books.state = "closed" /\ books'.number = books.number => books' = books]_vars
L1_Recorded == (books.state = "open") ~> (books.state # "open")

(* Not invariants: what TLC must be able to reach, or the configurations that hold say nothing. *)
Never_SecondAttempt == ~(books.outcome = "recovered" /\ books.current = books.victim + 2)
Never_TakenOverToTheEnd == ~(books.outcome = "recovered" /\ deaths > 0 /\ \E e \in Executions : ~runs[e] /\ books.owner # e)
Never_LateBirth == ~(books.outcome = "recovered" /\ \E r \in wire : r[1] = "launch" /\ r[2] < books.current)
Never_NameBack == ~(books.outcome = "recovered" /\ \E x \in letIn : x[1] < books.current)
Never_FailedBack == ~(books.outcome = "recovered" /\ books.kind = "move" /\ books.victim = 2)
Never_Approved == ~(books.outcome = "recovered" /\ books.how = "approved")
Never_StartedAgain == ~(books.state = "closed" /\ books.said = "start" /\ machine[books.victim] = "alive")
=============================================================================
