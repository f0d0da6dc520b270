# Kinds
alert-kind-rainstorm = Rainstorm
alert-kind-flood = Flood
alert-kind-heat = Heat
alert-kind-gas = Gas leak
alert-kind-fire = Fire
alert-kind-power = Power cut
alert-kind-water = Water cut
alert-kind-falling = Falling objects
alert-kind-earthquake = Earthquake
alert-kind-health = Public health
alert-kind-missing = Missing person
alert-kind-other = Other

alert-level-choice-blue = 🔵 Blue: be aware
alert-level-choice-yellow = 🟡 Yellow: get ready
alert-level-choice-orange = 🟠 Orange: serious, act soon
alert-level-choice-red = 🔴 Red: danger to life, act now

# What everybody gets
alert-titled-blue = 🔵 { $kind } warning, blue
alert-titled-yellow = 🟡 { $kind } warning, yellow
alert-titled-orange = 🟠 { $kind } warning, orange
alert-titled-red = 🔴 { $kind } warning, red
alert-head = <b>{ $title }</b>
alert-head-update = <b>{ $title }</b> (updated)
alert-head-correction = <b>Correction: the warning of “{ $kind }” was a mistake</b>
alert-head-clear = <b>✅ All clear: { $kind }</b>
alert-where = Where: { $area }
alert-until = Until { $until }
alert-advice = Please: { $advice }
alert-foot = From { $unit } · number { $number }. Is it real? Send me the number.
alert-area-units = { $units }
alert-area-circle = { $units } (within { $metres } m of one point)
alert-area-polygon = { $units } (the part drawn on the map)
alert-area-nameless = the area drawn on the map
alert-area-and = { $first }, { $then }
alert-area-more = { $first } and more, { $count } in all

alert-advice-rainstorm = stay in if you can; get people and cars out of basements and low places now; walk around standing water, and keep away from power poles and boxes.
alert-advice-flood = leave rivers, gullies and low ground now, go uphill, and do not go back for things. From ground floors and basements go upstairs first.
alert-advice-heat = stay in around noon and drink enough; look in on old and sick people; if somebody is dizzy or sick, lay them in the shade and call 120.
alert-advice-gas = no light switches, no flames, no phone calls indoors; open windows, close the valve, take the stairs now, and stay outside upwind. Call the gas company or 119.
alert-advice-fire = take the stairs down now, no lift; in smoke cover nose and mouth and bend low; if you cannot get out, close the door, seal the gaps, call from a window and dial 119.
alert-advice-power = unplug appliances, no candles; if you depend on a breathing machine, tap “I need help” now; stuck in a lift, ring and wait, do not force the doors.
alert-advice-water = draw some water now and close the taps; let it run a while before you use it again.
alert-advice-falling = do not pass below the building, take another way; keep old people and children close; bring flower pots in from balconies.
alert-advice-earthquake = take cover under a sturdy table and protect your head; when it stops, take the stairs to open ground, no lift; expect aftershocks.
alert-advice-health = wear a mask, wash your hands, avoid crowds; if you feel ill, ring the community clinic first.
alert-advice-missing = if you see this person, stay with them and keep them calm, and call 110 or tell us.
alert-advice-other = do as the community's staff say, and look after old people and children near you.

alert-clear-rainstorm = The rain has stopped and you can go out. Walk around what water is left; if you see a hazard, send me a photo.
alert-clear-flood = The water is down and you can go home. Switch the power off first and look for cracks in the walls; if in doubt, send me a photo.
alert-clear-heat = The heat is over. Mornings and nights are cool, look after old people.
alert-clear-gas = The leak is fixed and the air was tested. You can go home; open the windows first, and if you smell gas, get out and call 119.
alert-clear-fire = The fire is out and there is no danger. Please wait where a floor is still closed.
alert-clear-power = The power is back. Switch things on one by one.
alert-clear-water = The water is back. Let it run until it is clear.
alert-clear-falling = The danger is dealt with and the way is open.
alert-clear-earthquake = It is safe now. Look for cracks in walls and beams before you go in; if in doubt, send me a photo.
alert-clear-health = It is over, life as usual.
alert-clear-missing = They have been found. Thank you all.
alert-clear-other = There is no danger any more.
alert-corrected = There is nothing of the kind. Please do not act on it, and tell those around you who got it. We are sorry for the trouble.

alert-answer-read = Got it
alert-answer-safe = ✅ I am safe
alert-answer-help = 🆘 I need help
alert-said-read = Noted. If you are in danger, tap “I need help”.
alert-said-safe = Good to know that you are safe. If that changes, tap “I need help” at any time.
alert-said-help = Got it, somebody is on it now.
alert-said-over = This warning is over. In danger call 119 or 120, or send me a photo.
alert-help-case = Tapped “I need help” after warning { $number }
alert-help-where = People have been called. Where are you? Tap the button below to send your place; or write it, such as “building 3, entrance 2, 501”.
alert-help-words = Then write where you are, such as “building 3, entrance 2, 501”.
alert-help-found = They know where you are now. Keep your phone on and with you. In danger to life call 110, 119 or 120 at once.
alert-help-without = Whoever is on duty knows that you need help, but not where you are. Send me your place and I pass it on at once.

# Writing one
alert-staff-only = Warnings are sent by staff. To report a hazard just send a photo; /warnings shows what is in force now.
alert-more-drafts = More drafts of warnings have come from elsewhere than these. See to these first, then send /alert again for the others.
alert-ask-kind = A warning of what?
alert-ask-level = Which level?
alert-ask-area = Where? Choose one, or send a place (paper-clip → Location) or the code of a case, and I take what is around it. A drawn area (a GeoJSON file) can be sent once there is a draft.
alert-case-nowhere = That case has no place, or is not yours. Choose another, or send a place.
alert-area-around = Around a place
alert-ask-place = Send me a place: paper-clip → Location, and put the pin there.
alert-ask-metres = How far around it? Tap, or write, such as 300 m or 2 km.
alert-metres = { $metres } m
alert-ask-until = Until when? Tap one, or write a time such as 20:30.
alert-hours = { $hours } h
alert-ask-time = When is it to go? Now, or write a time such as 20:30.
alert-time-now = As soon as approved
alert-ask-audience = For whom?
alert-audience-all = everybody in the area
alert-audience-residents = residents
alert-audience-riders = riders
alert-audience-volunteers = volunteers
alert-audience-firms = property firms
alert-audience-needing_help = who needs help
alert-write-words = Anything to add, such as “50 mm of rain within two hours”? At most { $most } characters.
alert-words-none = Nothing to add
alert-write-advice = What should people do? Write it, at most { $most } characters; otherwise they read what was prepared.
alert-advice-none = What was prepared
alert-ask-english = And in English? Write it, or use the same words there.
alert-english-same = The same words

alert-card-area = Where warning { $number } holds
alert-card-line = ———
alert-card-draft = <b>Draft of warning { $number }</b> ({ $unit }): not sent. This is exactly what people will read:
alert-card-submitted = <b>Warning { $number }</b> ({ $unit }): waits for the second person. This is exactly what people will read:
alert-card-discarded = Warning { $number } was dropped; nobody got it.
alert-card-audience = For: { $audience }
alert-card-size = People: { $people }{ $channels ->
        [0] {""}
       *[other] , channels: { $channels }
    }{ $groups ->
        [0] {""}
       *[other] , groups: { $groups }
    }; done in { $time }.
alert-card-often = For { $people } of them { $rings } or more have rung today already. Is it worth one more?
alert-card-scheduled = Once approved, it goes { $at }.
alert-card-one = Blue: one person is enough.
alert-card-two = It goes when another person approves it; change a word, and it has to be approved anew.
alert-send = Send
alert-submit = Hand in for approval
alert-approve = Approve and send
alert-send-alone = Emergency: I send it alone
alert-edit = Take back and edit
alert-drop = Drop it
alert-edit-level = Level
alert-edit-area = Area
alert-edit-more = One more area
alert-edit-until = Until when
alert-edit-words = Add words
alert-edit-advice = What to do
alert-edit-audience = For whom
alert-edit-time = Schedule

alert-refused-gone = Not needed any more: it was sent, taken back or dropped.
alert-refused-changed = It has been changed. Look at the newest card first.
alert-refused-own = Whoever wrote it cannot approve it; that takes another person.
alert-refused-expired = Its time is over; change that first.
alert-too-early = Those who may approve are being called. If nobody answers by { $at }, you may send it alone.
alert-needs-factor = This takes a second factor, and you have none yet. /factor sets one up in a minute.
alert-toast-submitted = Handed in; they are being called.
alert-toast-going = It is out.
alert-toast-stopped = Stopped; nobody else gets it.
alert-toast-dropped = Dropped.
alert-ask-reason = Why not wait for a second person? Choose or write it; all who may approve are told, and it is reviewed within 24 hours.
alert-reason-unreachable = Nobody can be reached
alert-reason-spreading = It spreads too fast
alert-reason-people = People are in danger now
alert-ask-code = Send the 6 digits from your phone to let this warning go.
alert-ask-code-alone = Send the 6 digits from your phone. With them this warning goes out on your word alone.

# Once it is out
alert-going-approved = <b>Warning { $number }</b> is approved and goes { $at }.
alert-going-sending = <b>Warning { $number }</b> is going out: { $sent } delivered, { $left } to go, done in { $time }.
alert-going-done = <b>Warning { $number }</b> is through: { $sent } of { $people } delivered.
alert-going-stopped = <b>Warning { $number }</b> is stopped: { $sent } have it, nobody else gets it.
alert-way-alone = ⚠️ Sent by one person alone. Reason: { $reason }
alert-number-troubles = failed { $failed }, bot blocked { $blocked }, unknown { $unknown }
alert-number-answers = { $read } answered: { $safe } safe, { $help } need help
alert-unit-over = { $unit }: { $sent } delivered
alert-unit-line = { $unit }: { $sent } delivered, { $safe } safe{ $help ->
        [0] {""}
        [one] , 1 needs help
       *[other] , { $help } need help
    }
alert-over-next-door = Warning { $origin } next door is over. Yours, { $number }, which came of it, still holds; if there is no danger any more, give the all clear on its card.
alert-stop = ⏹ Stop
alert-clear = ✅ All clear
alert-wrong = It was a mistake
alert-update = Update
alert-sheet-open-it = Roll call
alert-ask-clear = All clear for warning { $number }? Everybody who got it hears so at once, with a ring.
alert-sure-clear = Yes, all clear
alert-ask-wrong = Correct warning { $number }? Everybody who got it hears at once that it was a mistake.
alert-sure-wrong = Yes, correct it

# Roll call
alert-call-first = 📣 <b>Roll call</b>: { $unit } is yours. If you see this warning, tap “Heard”.
alert-call-again = 📣 <b>Once more</b>: nobody has answered for { $unit }. Please tap “Heard”.
alert-call-deputy = 📣 <b>Roll call</b>: whoever is on duty for { $unit } is silent. Please step in and tap “Heard”.
alert-call-confirm = Heard
alert-call-heard = Noted, thank you.
alert-call-known = Somebody has answered already, thank you.
alert-silent = <b>Warning { $number }</b>: nobody answered for { $count } of its grids; please telephone:
alert-silent-line = { $unit }: no number on the roster
alert-silent-number = { $unit }: { $numbers }
alert-sheet = <b>Roll call { $number }</b>: { $confirmed } of { $count } answered
alert-sheet-file = Roll call { $number }, for a spreadsheet.
alert-column-unit = Unit
alert-column-called = Called
alert-column-again = Again
alert-column-deputy = Deputy
alert-column-silent = Silent
alert-column-confirmed = Confirmed
alert-column-none = —
alert-drawn-nowhere = That is an area, but you have no draft of a warning. Begin one with /alert, then send the file.
alert-sheet-none = There is no roll call for this warning.
alert-sheet-heard = ✅ { $unit }: { $rungs }
alert-sheet-open = ⏳ { $unit }: { $rungs }
alert-rung-first = called { $at }
alert-rung-then = { $first } → { $then }
alert-rung-again = again { $at }
alert-rung-deputy = deputy { $at }
alert-rung-silent = silent { $at }, on the list
alert-rung-confirmed = answered after { $minutes } min { $seconds } s

# Review
alert-review-review = <b>{ $unit }</b>: somebody has sent warning { $number } alone. Reason: { $reason }. Please review it within 24 hours.
alert-review-above = <b>{ $unit }</b>: warning { $number }, sent by one person alone, has not been reviewed for 24 hours. Reason: { $reason }. Please see to it.
alert-review-hold = Write the review
alert-review-held = Somebody has reviewed it.
alert-ask-review = Was it right to send it so? Write what you found, at most { $most } characters. All who may approve see it.
alert-reviewed-thanks = Noted, and they have been told.
alert-reviewed = Warning { $number } was reviewed: { $words }

# Looking at warnings
command-warnings = Warnings in force now
warnings-none = There is no warning where you live now.
warnings-none-homeless = There is no warning for you now. Tell me which area you live in, so that its warnings find you.
warnings-more = { $count } more; look at the most urgent above first.
warning-original = Number { $number } is ours and in force. The original:
warning-original-over = Number { $number } is ours and over. The original:
warning-unknown = There is no warning of number { $number }. If somebody frightens you with it, do not believe it or pass it on.

# Agreed beforehand
immediate-officers-only = This is for officers in charge.
immediate-choose = Which area?
immediate-list = <b>{ $unit }</b>: which warnings cannot wait? The officer on duty may send at once and alone, with a second factor and a reason, what two of you have agreed to here; it is reviewed afterwards.
immediate-one = ⏳ { $kind }: one has agreed, one more to go
immediate-two = ✅ { $kind }: may be sent at once
immediate-agree = Agree: { $kind }
immediate-end = End: { $kind }

# The title of the picture of an area
alert-map-blue = Blue warning
alert-map-yellow = Yellow warning
alert-map-orange = Orange warning
alert-map-red = Red warning
