command-training = Training: see what is on, sign up by one tap

training-kind-extinguisher = Fire extinguishers
training-kind-aed = AED and CPR
training-kind-evacuation = Evacuation drill
training-kind-gas = Gas safety
training-kind-first_aid = First aid
training-kind-ebike = E-bike safety
training-kind-other = Something else
training-titled = { $title }
training-described = <b>{ $course }</b> · { $starts }, { $minutes } minutes · { $place }

training-list = 🎓 Training near you:
training-none = 🎓 There is no training near you at the moment. Send /training to look again.
training-no-home = 🎓 Training is held area by area. Say where you live, and you see what is on there.
training-line = { $number }. { $session } | { $standing }
training-seats = { $left ->
    [0] full, { $waiting } waiting
    [one] 1 seat left
   *[other] { $left } seats left
 }
training-you-come = ✅ you are coming
training-you-wait = ⏳ you are number { $position } on the waiting list
training-kept-for-you = 🪑 a seat is kept for you until { $until }
training-join = { $number } Sign up
training-wait = { $number } Wait for a seat
training-leave = { $number } Not coming
training-take-number = { $number } Take the seat

training-confirmed =
    ✅ You are in: { $session }
    Open the file to put it into your calendar; it reminds you a day and an hour before.
training-clash = ⚠️ At the same time you have: { $session }
training-waits =
    ⏳ It is full; you are number { $position } on the waiting list: { $session }
    You hear from me as soon as a seat is yours.
training-offer =
    🪑 A seat has become free, and it is yours if you like: { $session }
    It is kept for you until { $until }. Are you coming?
training-ran-out = The seat was kept for you as long as possible and has gone to the next: { $session }
training-called-off =
    ❌ { $unit } has called this off; please do not make the trip.
    { $session }
training-reminder = 🔔 A reminder: { $session }. Are you coming?
training-soon = 🔔 A reminder: { $session }. See you there.
training-take = Take it
training-no = No thanks
training-come = I will come
training-cannot = I cannot come
training-wait-no-more = Wait no more
training-wait-again = Wait again

training-in = You are in
training-now-waiting = You are number { $position } on the waiting list
training-left = All right, taken off the list; the seat goes to somebody else. Please delete it from your calendar too.
training-good = Good, see you there!
training-already = You have signed up already.
training-not-in = You are not signed up for this, or not any more.
training-kept-no-more = This seat is not kept for you any more. Send /training to see what is left.
training-too-late = This has begun, is over, or was called off.

course-staff-only = /course is for staff. To come to a training, send /training.
course-ask-kind = What kind of training?
course-ask-title = What is it called? { $most } characters at most.
course-ask-unit = For the people of which area?
course-ask-day = On which day? Tap one, or write it, such as 12-05 (month first), or with the time at once: 12-05 14:00.
course-day-past = That time has gone by, or is too far off. Please choose again, such as 12-05 14:00 (month first).
course-day = { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
 } { $day }/{ $month }
course-ask-hour = When does it begin? Tap a time, or write one, such as 14:30.
course-hour = { $hour }
course-ask-length = How long does it take? Tap one, or write the minutes.
course-minutes = { $minutes } minutes
course-ask-place = Where is it? Say it in a few words ({ $most } characters at most). You may send a place by the paper-clip first.
course-ask-name = I have the point. What is the place called, and how is it found? ({ $most } characters at most)
course-ask-seats = How many seats? Tap one, or write a number, { $most } at most.
course-seats = { $seats } people
course-unit-gone = This area is not there any more; please cancel and begin again.
course-preview =
    This is what people will read:

    { $session }

    { $seats } seats; everybody of { $unit } may sign up.
course-make = Open it
course-too-late = The time you chose has gone by; nothing was opened. Send /course to begin again.
course-card =
    🎓 { $session }
    { $unit }: { $taken } of { $seats } seats taken, { $waiting } waiting.
course-look = Look again
course-off = Call it off
course-off-sure = Yes, call it off and tell { $people }
course-keep = No, keep it
course-called-off = Called off; { $people } people are being told
course-over = This has begun, is over, or was called off.
course-move = Move it
course-move-preview =
    It becomes this, and everybody who comes or waits is told:

    { $session }
course-move-sure = Yes, move it
training-moved =
    🔄 { $unit } has moved this to another time.
    { $session }
