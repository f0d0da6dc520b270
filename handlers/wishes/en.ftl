command-alerts = Warnings: which ones, when they may ring, drills

# Me
wishes-need = I need help in an emergency
wishes-need-change = Help in an emergency: see, change
wishes-would = I would help
wishes-would-no-more = I no longer help
wishes-alerts-open = Warnings
wishes-needs-help = You said: you need help in an emergency. No door is noted.
wishes-needs-help-at = You said: you need help in an emergency, at “{ $door }”.
wishes-would-help = You would help in an emergency.

# Needing help
wishes-need-ask =
    You walk or hear badly, or need a hand? Tell us, and in an emergency we try to see to you first.
    Only duty officers see it; in an emergency also the volunteer or grid worker who knocks at the doors of your building. It is kept encrypted, and one tap deletes it.
wishes-need-agree = I agree, note it
wishes-door-ask = Which door is yours? Just write it, in 60 characters at most, such as “Building 3, entrance 2, 501”. You may leave it out, but then whoever comes has to ask from door to door.
wishes-door-skip = No door
wishes-need-set = Noted: in an emergency we try to see to you first. Nobody will trouble you about it otherwise. If anyone is in danger, call 110, 119 or 120 first.
wishes-need-who = Only duty officers see it; in an emergency also the volunteer or grid worker who knocks at the doors of your building.
wishes-door-change = Change the door
wishes-need-no-more = No longer, delete it
wishes-need-gone = All right, that is deleted, and the door too. If you need it again, tap “Me”.
wishes-door-gone = Your door is deleted too.
wishes-nearer = Choose more exactly where I live
wishes-door-still = You have moved, but the door you left is still “{ $door }”; in an emergency somebody would knock there. Please change it if it is not right.

# Helping
wishes-would-set = Thank you! In an emergency we may ask you for a hand nearby, such as knocking at doors in your own building; you need not go, and can stop at any time.
wishes-would-gone = All right, we ask you no more. Thank you.

# /alerts
wishes-alerts = <b>Warnings</b>: one tap changes what a button says.
wishes-alerts-always = Kinds that are off, and quiet hours, count for blue and yellow warnings. Orange and red ones are serious: they always come, and always ring.
wishes-kind-on = { $kind }: on
wishes-kind-off = { $kind }: off
wishes-quiet-none = Quiet hours: none
wishes-quiet-at = Quiet hours: { $span }; blue and yellow warnings do not ring then
wishes-quiet-change = Quiet hours…
wishes-quiet-ask = From when to when should nothing ring? Tap one, or just write it, such as “22-6:30”.
wishes-quiet-off = None
wishes-drills-on = Drills: you take part
wishes-drills-off = Drills: you do not take part
wishes-drills-join = Take part in drills
wishes-drills-leave = No more drills
wishes-no-home = You have not said where you live, so no warning knows whether it is for you.
