identity-not-yours = There is no such code, or it is not yours to ask. To open who reported something send “/identity CODE”; duty officers and administrators may ask.
identity-nobody = Who reported { $code } was not kept, or has left.
identity-alone = It takes two officers, and there is no second one. Bring in a duty officer with /invite first.
identity-ask-reason =
    Why do you need to know who reported { $code }? Please write the reason.
    You both see it only once another officer agrees; your words are shown to whoever reported it, and stay on record.
identity-waits = { $code }: another officer is being asked. Without an answer within 24 hours nothing is opened.
identity-asked = { $who } wants to open who reported { $code }. Do you agree? If you do, you both see it, and whoever reported it is told.
identity-reason = Reason: “{ $reason }”
identity-yes = Agree to open it
identity-no = Do not agree
identity-over = This was answered already, is too old, or is not yours to answer.
identity-refused = { $code }: nothing was opened, and whoever asked has been told.
identity-was-refused = { $code }: the other officer did not agree to open who reported it.
identity-shown = { $code } was reported by <a href="{ $link }">{ $name }</a>. Please use this for nothing else, and tell nobody.
identity-nameless = open the chat
identity-told = { $code }: two officers together have opened that you reported it. Reason: “{ $reason }”. It is on record; if you think it wrong, send /conduct.
history-opening = an officer asked to open who reported it: { $reason }
history-opened = another officer agreed; both have seen that it was you
history-unopened = another officer did not agree to open who reported it
