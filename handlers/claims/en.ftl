claim-get = Claim code
claim-shown =
    Claim code of { $code }: <code>{ $code } { $claim }</code>
    When the community gives a reward, show this line at the counter; no name is needed. Whoever has it can claim it, so keep it safe.
claim-used = The reward for { $code } was given { $at }.
claim-not-yet = There is a claim code once it is confirmed as solved.
claim-staff-only = Claim codes are checked by staff. Yours is under “My reports”, below the code.
claim-wrong = That does not fit. Send “/claim CODE CLAIM-CODE”, both as shown; nor do you see what is not yours.
claim-not-fixed = { $code }: it fits, but is not confirmed as solved yet, so nothing can be claimed now.
claim-right-first = ✅ { $code }: it fits, is confirmed as solved, and was the first report of it. When the reward is given, press the button; it counts once.
claim-right-later = ✅ { $code }: it fits, is confirmed as solved, and joined an earlier report. When the reward is given, press the button; it counts once.
claim-paid = Given, note it down
claim-noted = { $code }: noted, the reward is given.
claim-too-late = It was noted before, or is not confirmed as solved.
claim-told = The reward for { $code } was given at the counter. Was that not you? Please tell the community at once.
history-claimed = the reward was given
claim-points = It is worth { $points ->
    [one] 1 point
   *[other] { $points } points
}, which leave their account.
claim-spent = The points for this one have been spent already.
