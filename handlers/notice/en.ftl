notice-staff-only = Notices are for staff to send. To report a hazard, just send a photo.
notice-ask-unit = To the people of which area?
notice-ask-words = What should the people of { $unit } know? Send it to me as one message, of { $most } characters at most. You see it first; it does not go out yet.
notice-too-long = This has { $length } characters, and { $most } is the most. Please send me a shorter one; nothing has gone out.
notice-preview =
    This is what people will read:

    { $notice }

    It comes from { $unit }; your name is not shown. It reaches { $people ->
        [one] 1 person
       *[other] { $people } people
    } now, within { $time }. { $ring }
notice-preview-nobody = Nobody would get a notice to { $unit } now: nobody has said under “Me” that they live there, and no rider is there.
notice-rings = Their phones will ring.
notice-quiet = It is night: their phones will not ring.
notice-send = Send
notice-change = Change it
notice-text = 📢 <b>{ $unit }</b>: { $words }

notice-waiting = In { $seconds } seconds this goes to { $people ->
    [one] 1 person
   *[other] { $people } people
 } of { $unit }. Press “Undo” now and nobody gets it.
notice-going = On its way to { $people ->
    [one] 1 person
   *[other] { $people } people
 } of { $unit }: { $sent } have it.
notice-done = ✅ Done: { $unit }, { $people ->
    [one] 1 person
   *[other] { $people } people
 }; { $sent } have it.
notice-taken-back = The notice was taken back; nobody got it.
notice-stopped = The notice was stopped: { $sent } have it already, and nobody else will get it.
notice-failed = { $count } could not be reached: they stopped this bot, or their account is gone.
notice-unknown = { $count } may or may not have it: the connection broke while it was sent. It is not sent again, so that nobody gets it twice.
notice-undo = Undo
notice-stop = Stop sending
notice-over = This notice is done, or was stopped already.
