# For staff
doors-open = 🚪 Doors
doors-send = Send people to knock
doors-sheet = 🚪 <b>Doors, { $number }</b>: of those who have the warning, safe { $safe }, need help { $help }, read it { $read }, silent { $silent }.
doors-unit = { $unit }: safe { $safe }, need help { $help }, read it { $read }, silent { $silent }
doors-unit-with = { $line }; of these { $doors } have said that they need help and told their door
doors-more = and { $count } more places
doors-nowhere = { $count } more have said that they need help and are silent, but told no door
doors-state = Knocking: lists { $lists }, taken { $taken }; safe { $safe }, need help { $help }, nobody there { $absent }, still to knock { $left }
doors-officer-help = ‼️ Needs help: { $unit }, { $door }
doors-officer-absent = Nobody there: { $unit }, { $door }
doors-sheet-gone = This sheet is not yours to see any more.
doors-sheet-over = The warning is over; lists and doors are withdrawn.
doors-sent = Doors on lists: { $count }. Neighbours and grid workers are being asked to knock.
doors-none = There is no other door to knock at.
doors-over = Doors are knocked at as long as an orange or red warning is in force; not now.

# Asking somebody
doors-offer = 🚪 <b>Could you knock?</b> { $title }. Doors in { $unit } where somebody needs a hand and has not answered: { $count }. Can you go?
doors-offer-how = Tap “I go”, and the doors are shown to you alone, { $most } at most. Your own safety comes first; if you cannot go, leave this.
doors-untaken = 🚪 <b>Nobody has gone to knock yet</b>: silent doors in { $unit }: { $count } (warning { $number }). Neither neighbours nor grid workers have taken the list. Please telephone somebody, or go yourself.
doors-go = I go
doors-taken = 🚪 Somebody goes to knock in { $unit }, thank you.
doors-yours = Thank you! You have the doors.
doors-gone = Somebody goes already, thank you.
doors-busy = You still have doors to knock at; finish those first.

# The list
doors-list = 🚪 <b>{ $unit }: { $left } still to knock at</b>. After each door, tap it.
doors-list-done = 🚪 <b>{ $unit }: all done</b>, thank you! If anything changes, tap the door again.
doors-list-how = The doors are for knocking only: please do not copy or pass them on; they vanish when the warning is over. If anyone is in danger, call 120 or 119 first.
doors-door = { $door }
doors-door-safe = { $door } ✔ safe
doors-door-help = { $door } ‼ needs help
doors-door-absent = { $door } · nobody there
doors-back = I cannot go, hand it back
doors-ask = <b>{ $door }</b>: how are they?
doors-result-safe = ✔ Safe
doors-result-help = ‼ Need help
doors-result-absent = Nobody there
doors-return = ◀ Back to the list
doors-said-safe = Noted: safe.
doors-said-help = Noted, the officers on duty are called. In danger call 120 or 119 first, and please stay with them.
doors-said-absent = Noted: nobody there. The officers on duty will know.
doors-door-gone = No need to knock there: they have answered themselves, or taken back their door.
doors-returned = The list is handed back, and somebody else is asked. Thank you.
doors-closed = 🚪 Warning { $number } is over, and the list of doors is withdrawn. Thank you!

# Reported for somebody
doors-help-case = Silent after warning { $number }; somebody knocked, and they said that they need help. Duty officers see which door on the sheet of doors
doors-help-told = Whoever knocked at your door says that you need help. We have reported it for you, and somebody sees to it at once. If you are all right by now, tap “I am safe” under the warning.
