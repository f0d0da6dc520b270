command-points = Points: how many, what for, until when
points-balance = <b>You have { $points ->
    [one] 1 point
   *[other] { $points } points
}</b>
points-none-yet = You have no points yet. They come when a hazard that you reported is fixed, and somebody has seen that it is.
points-pending-open = ⏳ { $cases ->
    [one] 1 case is
   *[other] { $cases } cases are
} being dealt with; points come when it is fixed.
points-pending-done = ⏳ { $cases ->
    [one] 1 case is
   *[other] { $cases } cases are
} said to be fixed; points come when somebody has seen it.
points-expire = { $points ->
    [one] 1 of them
   *[other] { $points } of them
} can be used until { $day }.
points-older = Older
points-line-verified = { $day }  +{ $points }  { $about }, which you reported, is fixed
points-line-joined = { $day }  +{ $points }  { $about }, which you reported too, is fixed
points-line-looked = { $day }  +{ $points }  you went to see whether it is fixed
points-line-drill = { $day }  +{ $points }  took part in a drill
points-line-knocked = { $day }  +{ $points }  knocked on a door
points-line-trained = { $day }  +{ $points }  came to a training
points-line-redeemed = { $day }  −{ $points }  for a reward
points-line-refunded = { $day }  +{ $points }  a reward given back
points-line-expired = { $day }  −{ $points }  not used in time
points-line-erased = { $day }  −{ $points }  left
points-got = 🎉 { $code } is fixed: { $points ->
    [one] 1 point
   *[other] { $points } points
} for you, which makes { $balance }. Thank you!
points-got-none = { $code } is fixed, thank you! It brings no more points; you have { $balance }.
points-cut-same = The same thing at the same place brings less each time within 30 days.
points-cut-day = { $most } points a day is the most, and you have them.
points-cut-month = { $most } points a month is the most, and you have them.
points-mine = Points
