history-whistled = a whistle was blown: those needed are called to the place
card-whistle = Whistle…
whistle-ask-kind =
    Which whistle for { $code }?
    Daily: one team comes and has the case.
    Hard: several teams come, one leads.
    Emergency: all you name come at once, within 30 minutes.
    Who is silent is rung again after 90 seconds, then their deputy, then whoever is on duty.
whistle-daily = Daily
whistle-hard = Hard
whistle-emergency = 🚨 Emergency
whistle-ask-daily = Which team for { $code }? One tap rings them.
whistle-ask-hard = Which teams for { $code }? Tap two at least, then “Blow”.
whistle-ask-emergency = Which teams for { $code }? Tap “All of them”, or one after the other and then “Blow”.
whistle-ask-lead = Which team leads? It has the case.
whistle-all = All of them
whistle-ticked = ✓ { $name }
whistle-go = Blow (teams: { $count })
whistle-too-late = Not blown again: there is a whistle already, or the case has changed.
toast-whistle-daily = Blown; they are being called.
toast-whistle-hard = Blown; all of them are being called.
toast-whistle-emergency = 🚨 Blown; everybody is being called.
toast-whistle-ended = Ended; nobody is called any more.
whistle-sheet = Timed sheet
whistle-again = Blow again…
whistle-end = End it

summons-daily = 📣 Whistle: { $code }  { $kind }. Please send somebody to the place.
summons-hard = 📣 Hard case: { $code }  { $kind }. Several teams deal with it; please send somebody to the place.
summons-emergency = 🚨 Emergency: { $code }  { $kind }. Please be there by { $by }.
summons-leads = You lead; the case is yours.
summons-confirm = Got it, on our way
summons-arrive = On site
summons-confirmed = ✓ You said at { $at } that you come. Tap “On site” when you are there.
summons-arrived = ✓ You were there at { $at }.
summons-over = The whistle is over; nobody need come any more.
summons-again = { $code }: called once more; the latest message is further down.
summons-first = Somebody of yours is on the way already.
summons-there = Somebody of yours is there already.
toast-coming = Good. Tap “On site” when you are there.

silent-silent = { $code }: a whistle was blown, and these do not answer. Please ring them up:
silent-nobody = { $code }: a whistle was blown, and nobody of these can get a message. Please ring them up:
silent-late = { $code }: 30 minutes after the emergency whistle these are not there yet:
silent-line = • { $team }
silent-number = ☎ on duty: { $who }  <code>{ $number }</code>

sheet-daily = { $code }: daily whistle, blown { $at }
sheet-hard = { $code }: hard case, blown { $at }
sheet-emergency = 🚨 { $code }: emergency, blown { $at }
sheet-line = • { $team }: { $state }
sheet-lead = • { $team } (leads): { $state }
sheet-rung-first = silent (called { $at })
sheet-rung-again = silent (called again { $at })
sheet-rung-deputy = silent (deputy called { $at })
sheet-rung-officer = silent ({ $at }: whoever is on duty was told)
sheet-rung-late = not there ({ $at }: whoever is on duty was told)
sheet-confirmed = answered after { $took }
sheet-arrived = { $answered }, there after { $took }
sheet-took = { $minutes ->
    [0] { $seconds } s
   *[other] { $minutes } min { $seconds } s
}
sheet-ended = Ended { $at }, after { $took }
