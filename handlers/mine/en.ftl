command-me = Me: where I live, anonymous or by name, my language, riding

mine-home = You live in <b>{ $home }</b>, as you told us. Warnings and notices for this area will reach you first.
mine-no-home = You have not said where you live. If you do, warnings and notices for that area will reach you first.
mine-anonymous = You report anonymously.
mine-named = You report by name.
mine-naming = Anonymous or by name
mine-rider = You are a rider.
mine-rider-at = You are a rider, and count as being in { $unit } until { $until }.
mine-ride = I am a rider
mine-ride-no-more = No longer a rider
mine-home-change = Choose where I live
mine-home-forget = Delete where I live
mine-language = Language
mine-privacy = Privacy

home-question = One more thing: do you live in { $grid }? If so, warnings and notices for this area will reach you first. (A report is never taken for an address.)
home-yes = Yes, I live here
home-no = No
home-set = Noted: you live in { $home }. You can change or delete this under “Me” at any time.
home-unset = All right, where you live is not kept. You can add it under “Me”.
home-ask = Where do you live? Tap a name, or send a place (the place itself is not kept).
home-ask-part = Which part of it? Never mind if you do not know.
home-unsure = I do not know
home-not-found = That place is outside the areas we look after, so it was not kept. You can choose one by name under “Me”.
