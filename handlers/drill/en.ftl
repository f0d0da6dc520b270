# Every text of a drill begins and ends with [DRILL].

# Holding one
drill-staff-only = [DRILL] Only staff hold drills. To take part in them, use /alerts. [DRILL]
drill-ask-kind = [DRILL] 🟣 A drill of what? It goes to those alone who have said that they take part. [DRILL]
drill-ask-level = [DRILL] 🟣 As if it were how grave? [DRILL]
drill-ask-unit = [DRILL] 🟣 Where is the drill? [DRILL]
drill-too-long = [DRILL] What you add has { $length } characters, and { $most } is the most. Please send me a shorter one; nothing has begun. [DRILL]
drill-preview = [DRILL] 🟣 Nothing has gone out yet. This is what those who take part will read:

    { $drill }

    In { $unit } { $people ->
        [one] 1 person takes
       *[other] { $people } people take
    } part in drills; it is sent within { $time }, and nobody else gets it. { $ring }
    To add something, just write it to me, { $most } characters at most. [DRILL]
drill-preview-nobody = [DRILL] 🟣 Nobody in { $unit } takes part in drills yet, so there is nobody to send it to. They can do so by /alerts. [DRILL]
drill-rings = Phones ring, but not at night or in somebody’s quiet hours.
drill-quiet = It is night: phones will not ring.
drill-start = Begin the drill
drill-bare = Add nothing
drill-level-blue = as if blue
drill-level-yellow = as if yellow
drill-level-orange = as if orange
drill-level-red = as if red

# What people read
drill-text = [DRILL] 🟣 <b>{ $head }</b> [DRILL]
    { $safe } Please do as you would if it were real:
    { $todo }
    Then press “I have it”. No. { $code }
    { "[DRILL]" } This is a drill, not a warning [DRILL]
drill-head = Drill: { $kind } ({ $level }) · { $unit }
drill-safe = This is a drill. There is no danger, and nobody to call.
drill-todo-more =
    { $todo }
    { $words }
drill-todo-rainstorm = Shut doors and windows, see where water would come in, and think which way leads to higher ground.
drill-todo-flood = Walk the way to higher ground, around what lies low; see where your papers, medicine and torch are.
drill-todo-heat = Look after the old and the young at home and next door; have water ready, and know where it is cool nearby.
drill-todo-gas = Touch no switch, light nothing; shut the valve, open the windows, take the stairs outside, and only then phone.
drill-todo-fire = A wet cloth over mouth and nose, stay low, take the stairs outside, never the lift; count whether all are there.
drill-todo-power = Find the torch and the power bank, switch off what is on; think who in the house cannot do without power.
drill-todo-water = Shut the taps; see whether the water you keep is enough for a day.
drill-todo-falling = Take in what could fall from balcony and window sill; walk a little away from the houses.
drill-todo-earthquake = Drop, get under a solid table, cover your head; count to sixty, then take the stairs into the open.
drill-todo-health = Put on a mask, wash your hands; think whom to phone first if you felt ill, and how not to pass it on.
drill-todo-missing = Look around, ask your neighbours; think how to stay with somebody who is lost, and whom to phone.
drill-todo-other = Do what you have agreed on for such a case, and go through who does what.
drill-got = I have it
drill-thanks = [DRILL] Noted, thank you for taking part [DRILL]
drill-over = [DRILL] This drill is over [DRILL]
drill-end-text = [DRILL] 🟣 The drill in { $unit } is over ({ $kind }). Thank you for taking part. There is no danger. [DRILL]

# Its author's card
drill-waiting = [DRILL] 🟣 In { $seconds } seconds this goes to { $people ->
    [one] 1 person
   *[other] { $people } people
 } of { $unit } who take part in drills. Press “Undo” now and nobody gets it. [DRILL]
drill-going = [DRILL] 🟣 A drill is on in { $unit }: { $people ->
    [one] 1 person takes
   *[other] { $people } people take
 } part, { $sent } have it, { $answered } answered. [DRILL]
drill-done = [DRILL] 🟣 The drill in { $unit } is over: { $people ->
    [one] 1 person
   *[other] { $people } people
 } took part, { $sent } had it, { $answered } answered. [DRILL]
drill-taken-back = [DRILL] The drill was taken back; nobody got it [DRILL]
drill-median = Half of those who answered did so within { $minutes ->
    [0] { $seconds } s
   *[other] { $minutes } min { $seconds } s
 }.
drill-lost = { $count } could not be reached, or may or may not have it.
drill-undo = Undo
drill-end = End the drill
drill-ended = [DRILL] The drill is over; those who have it are being told [DRILL]

# For other systems (CAP)
drill-marked = [DRILL] { $said } [DRILL]
drill-note = [DRILL] No. { $code }: a drill, not a warning [DRILL]
drill-note-over = [DRILL] No. { $code }: the drill is over; there is no danger [DRILL]
drill-feed = [DRILL] Drills of { $sender }, none of them a warning [DRILL]
