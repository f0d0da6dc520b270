command-myreports = Hazards I have reported

emergency-words = fire!,on fire,caught fire,there is a fire,there's a fire,there is fire,fire in the,fire in building,fire at the,is burning,flames,heavy smoke,smoke from,smoke in,smell gas,smells of gas,smell of gas,gas smell,smelling gas,gas leak,leaking gas,carbon monoxide,explosion,explode,electrocuted,drowning,unconscious,collapsed,not breathing,heart attack,bleeding,stabbed,knife,help me,trapped,injured
emergency-numbers =
    ⚠️ <b>If anyone is in danger, call now:</b>
    Fire <b>119</b>  Police <b>110</b>  Ambulance <b>120</b>
    If you smell gas: no lights, no flames; get out first, then call.
    After the call you can go on reporting here.
danger-told = Staff have been alerted first of all. Call now; do not wait for them.

named = { $name }
unit-whole = All of { $unit }
unit-none = an area not mapped yet
category-blocked-fire-lane = Blocked fire lane
category-e-bike-charging = Unsafe e-bike charging
category-gas = Gas
category-wiring = Wiring
category-flooding = Flooding and drains
category-road = Manholes and road
category-falling-objects = Falling objects, facades
category-lift = Lift
category-public-health = Public health
category-public-order = Public order
category-three-in-one = Living, storing and working in one room
category-trees = Trees
category-other = Other
category-conduct = About staff or a department
category-unknown = Kind not given

report-ask-first = Please send a photo of the hazard, or a video. You can also begin with a place, or just describe it, written or spoken.
report-ask-photo-at = The place is { $place }. Do you have a photo? Please send one, or press “No photo”.
report-ask-photo = Do you have a photo? Please send one, or press “No photo”.
report-no-photo = No photo
forwarded = A forwarded photo is fine; I take it as yours. Please make sure it shows how it is here and now.
report-ask-words = Please say in a sentence or two what is wrong.
report-ask-place = Got the photo. Where is it? If you are there now, press “Share my location” below.
report-ask-place-of-words = Noted. Where is it? If you are there now, press “Share my location” below.
report-share-place = 📍 Share my location (exact place, for this report only)
report-cannot-share = I am not there, or cannot share
report-ask-place-otherwise =
    No problem, choose either:
    • write it: the compound, building, crossing or a shop nearby;
    • press 📎 (attach) → “Location” and pick a point on the map.
report-found = The picture says where it was taken: near { $grid }. Is the hazard there?
report-found-there = Yes, there
report-found-not-there = No, elsewhere
report-ask-area-spoken = The place is as you said it. Which community is that in? If unsure, press “I do not know”.
report-ask-area = Place noted: { $words }. Which community is that in? If unsure, press “I do not know”.
report-unknown-area = I do not know
report-remind-place = The hazard you sent still needs a place. Press “Share my location” below, or write where it is, and it can go to the staff.
report-remind-photo = I have the place you sent. A photo is still missing, or a sentence on what is wrong.
report-dropped = The hazard you sent never got a place, so we do not know whom to give it to. It was not reported, and it has been deleted. If it still matters, please send the photo again.

voice-ask = Got your voice message. Please note: people may recognise a voice. Shall the staff of the area hear it?
voice-send = Yes, let them hear it
voice-write = No, I will write instead
voice-withheld = All right, nobody will hear it. Please write in a sentence or two what is wrong.
voice-dropped = You are under 14, so we do not keep your voice. Please write in a sentence or two what is wrong.
voice-no-words = No words, the photo will do

report-place-understood = Place received: { $grid }.
report-place-already = I have your location already; no need to send it again.
report-place-unsure = Place noted; the community is not known yet.
report-received = ✅ We have your report, thank you. Code <b>{ $code }</b>
report-next = It has gone to the staff of { $unit }. You will get an answer by { $by }, and I will tell you about each step.
report-next-anonymous = It has gone to the staff of { $unit }.
report-next-nobody = Please note: no staff cover this area here yet. Do not rely on this alone: if it is urgent, contact the community directly; in danger, call 110, 119 or 120.
report-outside = The place lies outside every mapped grid; it was given to the nearest one, { $grid }, and marked so.
report-place-missing = No place came, so it went to where you live, { $grid }, marked “place missing”.
report-by-minor = We kept nothing about you, so I cannot write to you later. A grown-up can ask the community about this code. In danger, tell a grown-up now, or call 110, 119 or 120.
report-danger = ⚠️ Danger to life now
report-add = Add photo or words
report-undo = Undo ({ $minutes } minutes)
report-withdraw = Withdraw
picture-refused = I cannot open one of the files you sent, so it is not used. Please pick it in your gallery and send it as a photo.
picture-too-big = One of the files you sent is too big (a picture may have { $megabytes } MB), so it is not used. Please send it as a photo; your phone makes it smaller.
report-ask-kind = What kind is it? One tap helps to find the right people sooner. Your report is in either way.
report-kind-chosen = Noted: { $kind } ({ $code }). You will have an answer by { $by }, and it is to be solved by { $fix }.
report-kind-chosen-danger = Noted: { $kind } ({ $code }). It is being treated as most urgent.
report-kind-chosen-nobody = Noted: { $kind } ({ $code }). No staff look after this area yet; if it is urgent, contact the community directly.
held = You have sent { $most } reports within this hour; thank you. I am keeping this one for you, nothing is lost.
held-ask = It goes in by itself at this time: { $at }. There is nothing you need to do; more photos or words can follow now. If somebody is in danger to life, call 119, 110 or 120 first, then press the button, and it goes in at once:
report-code-unknown = I do not find { $code }, or it is not yours to see.
report-closed = That cannot be changed now. See “My reports” for how it stands.
report-solved = Solved
report-partly = Partly solved
report-not-solved = Not solved
undo-too-late = The time for a quick undo is over. You can still withdraw it under “My reports”.

more-ask = Send the photos or words to add to { $code }.
more-so-far = Got it, for { $code }. Send more, or press “That is all”; otherwise it is added by itself after a while.
more-withheld = All right, nobody will hear it. Please write what should be added to { $code }, then press “That is all”.
more-ask-answer = Just send it: a sentence, a photo or a place; I pass it to the staff ({ $code }).
more-answered = Your answer has been passed to the staff ({ $code }); they go on with it.
more-done = That is all
more-added = Added to { $code }; the staff can see it now.
more-full = A report holds at most { $photos } photos, videos and voice messages, and { $words } characters; the rest was not added.

reporter-accepted = { $code }: a member of staff has taken it on and is dealing with it. I will tell you when it is done.
reporter-asked = { $code }: staff would like to ask you something:
reporter-assigned = { $code }: it has been passed on to those responsible. I will tell you as soon as they have taken it.
reporter-acknowledged = { $code }: those responsible have taken it.
reporter-arrived = { $code }: those responsible are there now.
reporter-deferred = { $code }: somebody outside has to help ({ $words }); we wait until { $until } at most. I will tell you how it goes on.
reporter-done = { $code }: staff say it has been dealt with. Is it solved?
reporter-rejected = { $code }: staff closed it as not valid. Reason: { $reason }. If you disagree, please send a new photo as a new report.
reporter-conduct-rejected = { $code }: your report was looked into and closed. Reason: { $reason }. If you disagree, send /conduct again with more details.
reporter-lapsed = { $code }: nobody said within 72 hours whether it is solved, so it is closed for now as not verified. Not fixed after all? Tap below, and it is open again at once.
reporter-verified = { $code } is solved. Thank you: everyone is safer for it.
reporter-reopened = Understood: { $code } is open again, and whoever holds it has been told. A photo of how it looks now would help.
reporter-withdrawn = { $code } has been withdrawn.
reporter-withdrawn-alone = Neighbours have reported the same, so staff go on with it; you will hear no more of it.
reason-no-hazard = no hazard was found on site
reason-not-found = the place could not be found
reason-elsewhere = it is not this community's to handle
reason-not-confirmed = we looked into it, and it was not so
reason-too-vague = too little was said to look into it
reason-not-conduct = it is not about what staff did
reason-other = another reason…
reject-ask-words = Why is { $code } not taken on? Write one sentence; the reporter will read it.

card-head-ordinary = <b>{ $code }</b> · { $kind }
card-head-danger = ⚠️ <b>Danger to life</b> · <b>{ $code }</b> · { $kind }
card-status-received = waiting for someone to take it
card-status-accepted = being dealt with
card-status-assigned = passed on, waiting to be taken
card-status-in_hand = whoever took it is dealing with it
team-status-assigned = passed on to you, waiting for you to take it
team-status-in_hand = you are dealing with it
card-status-deferred = waiting for somebody outside
card-status-waiting = waiting for the reporter
card-status-done = dealt with, waiting to hear whether it is solved
card-status-verified = confirmed as solved
card-status-unverified = closed, nobody has looked
card-status-merged = part of another case
card-status-rejected = closed as not valid
card-status-withdrawn = withdrawn by the reporter
card-about = It is about: { $unit }
card-place = Place: { $grid } ({ $source })
place-source-live = from the phone on site
place-source-pin = pin on a map
place-source-venue = a named place
place-source-qr = QR code on site
place-source-file = from the photo itself
place-source-words = in words
place-source-missing = missing; go by the photo and words
card-place-words = In words: { $words }
card-outside = About { $metres } m outside the grid
card-map-link = <a href="{ $link }">Open in Amap</a>
card-times = Reported: { $reported }  { $due }
card-reported = Reported: { $reported }
card-words = Words: { $words }
card-waits-waiting = The reporter was asked; waiting at most until: { $until }
card-waits-deferred = Waiting for somebody outside, at most until: { $until }
card-waits-done = Those who can see it were asked whether it is fixed; waiting at most until: { $until }
card-note-deferred = Waiting for: { $words }
card-note-done = No picture of how it is now: { $words }
card-anonymous = Reported by: anonymous, code name { $codename }
card-reporter = Reported by (wants to be named): { $name }
card-merged-into = Part of { $code } now
card-part = A neighbour reported it too ({ $code }) { $words }
card-parts-more = { $count } more reports of the same
card-holder = Held by: { $name }
card-reason = Reason: { $reason }
card-accept = Accept
card-reject = Not valid…
card-ask = Ask reporter…
card-finish = Done
card-defer = Wait for somebody outside…
card-resume = Go on
card-map = Map
card-photos = All photos ({ $count })
card-voices = Listen ({ $count })
card-recording = { $code }: the reporter’s voice
card-picture-waiting = A picture is being prepared; you will get it
card-late-picture = { $code }: the picture
card-picture-lost = A file could not be opened; the reporter was asked to send it as a photo
card-voice-withheld = A voice message is left out (it could give the reporter away); they were asked to write
card-open = Open the card
card-moved = { $code }: its latest card is further down.
card-not-yours = { $code }: this case is not yours to handle any more.
card-photos-lost = The photos cannot be opened right now; please go by the words.
card-open-case = Open that case
card-merged = It is part of another case now; please see the card, which is up to date.
card-too-late = Somebody has done that already; the card is up to date now.
toast-accepted = Accepted; the reporter will be told.
toast-asked = Asked; you will hear as soon as there is an answer.
toast-taken = Good; it is yours now.
toast-assigned = Passed on; it stays yours until they have taken it.
toast-deferred = Good; waiting for somebody outside, fourteen days at most.
toast-resumed = Good; going on.
toast-merged = Merged; all concerned will be told.
toast-split = Separated; dealt with on its own.
toast-done = Good. Those who can see it are asked to confirm.
toast-rejected = The reporter has been told why.
staff-danger = ⚠️ { $code }: the reporter says there is danger to life now. Make sure 119, 110 or 120 has been called, then go.
staff-released = { $code }: whoever dealt with it does not work here any more, so nobody does. Please open its card and take it.
staff-disbanded = { $code }: nobody is in the team that had it any more, so it is back here. Please pass it on, or deal with it yourselves.
staff-resumed = { $code }: fourteen days of waiting for somebody outside are over; please go on.
staff-verified = { $code }: the reporter confirms that it is solved.
staff-added = { $code } ({ $who }): the reporter has added something. { $words }
staff-answered = { $code } ({ $who }): the reporter has answered. { $words }
staff-placed = { $code } ({ $who }): the reporter has sent a more exact place; card and map are up to date. { $words }
staff-unable = { $code } ({ $who }): the reporter cannot say; please go on.
staff-unanswered = { $code }: five days have passed without an answer from the reporter; please go on.
staff-merged = { $code } is the same as another case and part of it now; please open that card and go on there. { $words }
staff-split = { $code } is not the same after all and stands on its own again; please open its card. { $words }
staff-withdrawn = { $code } ({ $who }): the reporter has withdrawn it; no need to go.

alarm-nobody = ⚠️ { $code } ({ $grid }) has no staff who could be told. Please open the card, and soon send /invite to bring in staff for this area or one above.

rider-ask-photo = One photo, please.
rider-ask-place = Where is it? Press “Share my location”.
rider-remind-place = The place is missing: press “Share my location”.
rider-remind-photo = A photo or a word is missing.
rider-received = ✅ Got it. Code <b>{ $code }</b>
rider-next = With { $unit }; an answer by { $by }.
rider-ask-kind = What kind? No need to say.

ask-choose = What do you want to ask the reporter of { $code }? Tap one, or write your own. Neither of you sees who the other is.
ask-where = Where exactly is it?
ask-closer = Could you take a photo from closer?
ask-still = Is it still like this?
ask-nobody = This reporter cannot be asked: they left no way to reach them, or cannot be reached any more.
ask-quoted = “{ $question }”
ask-how = Press “Answer” and write or send a photo; I pass it on, and they do not see who you are. They wait until { $until }; if you cannot, that is all right.
ask-how-named = Press “Answer” and write or send a photo; I pass it on. They wait until { $until }; if you cannot, that is all right.
ask-answer = Answer
ask-cannot = I cannot say
ask-again = { $code }: staff are still waiting for a word from you:
ask-unable = That is all right; staff have been told and go on with { $code }.
ask-over = This question needs no answer any more; thank you.
ask-unanswered = { $code }: staff had no answer from you and went on. If something comes to mind, you can add it at any time.

naming-ask =
    From now on, may staff know that a report is yours?
    • <b>Anonymous</b>: nobody learns that it was you; staff can ask you things only through me.
    • <b>By name</b>: the staff who deal with it see your name on Telegram; what they have read cannot be taken back.
    No answer means anonymous. You can change it under “Me” at any time.
naming-anonymous = Anonymous
naming-named = By name
naming-nameless = Telegram shows no name of yours, so you cannot report by name.
naming-set-anonymous = All right, your reports are anonymous from now on; nobody learns that it was you.
naming-earlier = Earlier ones keep your name; to take it out, open them under “My reports”.
naming-set-named = All right: from now on the staff who deal with your reports see your name, <b>{ $name }</b>. To go back to anonymous, press “Me”.
naming-unname = Make it anonymous
naming-voice-withheld = Nor do they hear your voice any more. Please add in writing what matters of it.
naming-report-anonymous = { $code } is anonymous now; staff no longer see your name on it. Who has read it before may remember it.

my-reports-none = You have not reported anything yet. When you see a hazard, just send me a photo.
my-reports-head = Your latest reports (press a code for details):
my-reports-line = { $code } · { $kind } · { $status }
own-status-received = waiting for staff
own-status-accepted = being dealt with
own-status-assigned = passed on to those responsible, waiting for them to take it
own-status-in_hand = those responsible are dealing with it
own-status-deferred = being dealt with, waiting for somebody outside
own-status-waiting = staff are waiting for your answer
own-status-done = staff say it is done; please confirm
own-status-verified = confirmed as solved
own-status-unverified = closed, nobody has looked yet
own-status-merged = the same as another report, now dealt with as one
own-status-rejected = closed as not valid
own-status-withdrawn = you withdrew it
own-joined = The case that it is part of: { $status }
own-question = Staff ask you: “{ $question }”
own-named = You reported this by name; staff see: { $name }
history-line = { $at }  { $what }
history-received = received
history-accepted = taken on by staff
history-taken = another member of staff took over
history-assigned = passed on to those responsible
history-acknowledged = those responsible have taken it
history-arrived = those responsible are there
history-working = those responsible are dealing with it
history-refused = not theirs, they say; we go on looking
history-released = who dealt with it works there no longer; we ask others
history-disbanded = nobody is there at the moment; we go on looking
history-deferred = somebody outside has to help: { $reason }
history-resumed = going on
history-lapsed = nobody looked for 72 hours; closed for now
history-merged = the same as another report; dealt with as one
history-split = dealt with on its own again
history-overdue = later than promised; those above were told
history-settled = it was said for good whose place it is
history-joined = a neighbour has reported the same
history-voted = a neighbour looked, and said that it is solved
history-done = staff say it is dealt with
history-verified =
    { $by ->
        [system] a neighbour had looked and said that it is solved, and nobody said otherwise; closed
       *[reporter] you confirmed that it is solved
    }
history-reopened =
    { $by ->
        [neighbour] a neighbour said { $reason }; open again
       *[reporter] you said { $reason }; open again
    }
history-rejected = closed as not valid: { $reason }
history-withdrawn = you withdrew it
history-danger = you said there is danger to life
history-category = you said what kind it is
history-added = you added something
history-asked = staff asked you something
history-answered = you answered
history-unanswered = no answer came from you; they went on
history-anonymous = you made it anonymous
