command-myreports = Hazards I have reported

emergency-words = fire!,on fire,caught fire,is burning,heavy smoke,smell gas,smells of gas,smell of gas,gas leak,leaking gas,explosion,explode,electrocuted,drowning,unconscious,collapsed,help me,trapped,injured
emergency-numbers =
    ⚠️ <b>If anyone is in danger, call now:</b>
    Fire <b>119</b>  Police <b>110</b>  Ambulance <b>120</b>
    If you smell gas: no lights, no flames; get out first, then call.
    After the call you can go on reporting here.

named = { $name }
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
category-three-in-one = Three-in-one premises
category-trees = Trees
category-other = Other
category-unknown = Kind not given

report-ask-first = Please send a photo of the hazard. You can also begin with a place, or just describe it.
report-ask-photo = Do you have a photo? Please send one, or press below.
report-no-photo = No photo
report-ask-words = Please say in a sentence or two what is wrong.
report-ask-place = Got the photo. Where is it? If you are there now, press “Share place” below.
report-ask-place-of-words = Noted. Where is it? If you are there now, press “Share place” below.
report-share-place = 📍 Share place (my exact place may be used for this report)
report-cannot-share = I am not there, or cannot share
report-ask-place-otherwise =
    No problem, choose either:
    • write it: the compound, building, crossing or a shop nearby;
    • press 📎 (attach) → “Location” and pick a point on the map.
report-ask-area = Which community is that in?
report-unknown-area = I do not know
report-remind-place = The hazard you sent still needs a place. Press “Share place” below, or write where it is, and it can go to the staff.
report-dropped = The hazard you sent never got a place, so we do not know whom to give it to. It was not reported, and it has been deleted. If it still matters, please send the photo again.

report-place-understood = Place received: { $grid }.
report-received = ✅ It is in, thank you. Code <b>{ $code }</b>
report-next = It has gone to the staff of { $unit }. You will have an answer by { $by }, and hear from me at each step.
report-next-nobody = To be honest: no staff look after this area here yet. I have alerted the operator. Please do not rely on this alone; if it is urgent, contact the community directly or call 110, 119 or 120.
report-outside = The place lies outside every mapped grid; it was given to the nearest one, { $grid }, and marked so.
report-place-missing = No place came, so it went to where you live, { $grid }, marked “place missing”.
report-by-minor = We kept nothing about you, so we cannot write to you about it later. If there is danger, tell a grown-up near you, or call 110, 119 or 120.
report-danger = ⚠️ Danger to life now
report-add = Add photo or words
report-undo = Undo ({ $minutes } minutes)
report-withdraw = Withdraw
report-ask-kind = What kind is it? A tap helps to find the right people sooner; the report is in either way.
report-kind-chosen = Noted: { $kind } ({ $code }). You will have an answer by { $by }.
report-kind-chosen-nobody = Noted: { $kind } ({ $code }). No staff look after this area yet; if it is urgent, contact the community directly.
report-code-unknown = I do not find { $code }, or it is not yours to see.
report-closed = That report is finished and cannot be changed any more.
report-solved = Solved
report-not-solved = Not solved yet
undo-too-late = The time for a quick undo is over. You can still withdraw it under “My reports”.

more-ask = Send the photos or words to add to { $code }.
more-so-far = Got it; it will be added to { $code }. You can send more, then press “That is all”.
more-done = That is all
more-added = Added to { $code }; the staff can see it now.

reporter-accepted = 👷 { $code }: a member of staff has taken it on and is dealing with it.
reporter-done = 🔧 { $code }: staff say it has been dealt with. Is it solved?
reporter-rejected = { $code }: staff have looked at it and did not take it on. Reason: { $reason }. If you disagree, please send a new photo as a new report.
reporter-verified = 🎉 { $code } is solved. Thank you: everyone is safer for it.
reporter-reopened = Understood: { $code } is open again, and whoever holds it has been told. A photo of how it looks now would help.
reporter-withdrawn = { $code } has been withdrawn.
reason-no-hazard = no hazard was found on site
reason-duplicate = it was reported before and is being dealt with
reason-not-found = the place could not be found
reason-elsewhere = it is not this community's to handle
reason-other = another reason…
reject-ask-words = Why is { $code } not taken on? Write one sentence; the reporter will read it.

card-head-ordinary = <b>{ $code }</b> · { $kind }
card-head-danger = ⚠️ <b>Danger to life</b> · <b>{ $code }</b> · { $kind }
card-status-received = waiting for someone to take it
card-status-accepted = being dealt with
card-status-done = dealt with, waiting for the reporter's word
card-status-verified = confirmed as solved
card-status-rejected = not taken on
card-status-withdrawn = withdrawn by the reporter
card-place = Place: { $grid } ({ $source })
place-source-live = from the phone on site
place-source-pin = pin on a map
place-source-venue = a named place
place-source-words = in words
place-source-missing = missing; where the reporter lives
card-place-words = In words: { $words }
card-outside = About { $metres } m outside the grid
card-map-link = <a href="{ $link }">Open in Amap</a>
card-times = Reported: { $reported }  Answer due: { $by }
card-words = Words: { $words }
card-holder = Held by: { $name }
card-accept = Accept
card-reject = Not valid…
card-finish = Done
card-map = Map
card-photos = All photos
card-open = Open the card
card-photos-lost = The photos cannot be opened right now; please go by the words.
card-too-late = Somebody has done that already; the card is up to date now.
toast-accepted = Accepted; the reporter will be told.
toast-done = Good. The reporter is asked to confirm.
toast-rejected = The reporter has been told why.
staff-danger = ⚠️ { $code }: the reporter says there is danger to life now. Make sure 119, 110 or 120 has been called, then go.
staff-reopened = { $code }: the reporter says it is not solved. The case is open again; please have another look.
staff-verified = { $code }: the reporter confirms that it is solved.
staff-added = { $code }: the reporter has added something.

worklist-head = { $count } open:
worklist-line-ordinary = • { $code } { $kind } · { $grid } · { $at } · { $status }
worklist-line-danger = ⚠️ Danger to life { $code } { $kind } · { $grid } · { $at } · { $status }
worklist-empty = Nothing is open right now. Thank you for your work.
worklist-before = Earlier
worklist-next = More
worklist-staff-only = The worklist is for staff. To report a hazard, just send a photo.
alarm-nobody = ⚠️ { $code } ({ $grid }) has no staff who could be told. Please invite staff for it or for a unit above soon: shao invite --role staff --unit …

my-reports-none = You have not reported anything yet. When you see a hazard, just send me a photo.
my-reports-head = Your latest reports (press a code for details):
my-reports-line = { $code } · { $kind } · { $status }
history-line = { $at }  { $what }
history-received = received
history-accepted = taken on by staff
history-done = staff say it is dealt with
history-verified = you confirmed that it is solved
history-reopened = you said it is not solved; open again
history-rejected = not taken on: { $reason }
history-withdrawn = you withdrew it
history-danger = you said there is danger to life
history-category = you said what kind it is
history-added = you added something
