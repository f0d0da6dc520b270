joining-offer = About { $metres } m from here somebody reported this { $age }: { $kind }. Is it the same? If not, there is nothing to do.
joining-join = The same, join it
joining-age-new = { $count ->
       *[other] within the last hour
    }
joining-age-hours = { $count ->
        [one] an hour ago
       *[other] { $count } hours ago
    }
joining-age-days = { $count ->
        [one] yesterday
       *[other] { $count } days ago
    }
joining-age-weeks = { $count ->
        [one] a week ago
       *[other] { $count } weeks ago
    }
joining-joined = Joined. Your photo and words are with it now, and staff deal with both at once; you will hear of each step as before ({ $code }).
joining-leave = Not the same after all
joining-left = All right, { $code } is dealt with on its own.
joining-already = It is one with that case already.
joining-over = That case has been dealt with. Yours goes on by itself; no need to report it again.
joining-told-merged = { $count ->
        [one] { $code } is the same as another report; staff deal with both at once, and you will hear of each step as before.
       *[other] { $count } of your reports are the same as another one; staff deal with them at once, and you will hear of each step as before.
    }
joining-told-split = { $count ->
       *[other] { $code } is not the same after all; staff deal with it on its own, and I will tell you how it goes on.
    }
joining-same = Duplicates…
joining-into = It is part of another case…
joining-gather = Others are part of this one…
joining-split = Separate
joining-split-one = Separate { $code }
joining-ask-into = { $count ->
        [0] Which case is { $code } the same as? Please write its code.
       *[other] Which case is { $code } the same as? Tap one of those near it, or write a code.
    }
joining-ask-gather = { $count ->
        [0] Which cases are the same as { $code }? There is none near it; please write their codes, one at a time.
       *[other] Which cases are the same as { $code }? Tap to tick, tap again to untick; or write a code. Then merge them all at once.
    }
joining-near = { $code } · { $kind } · about { $metres } m · { $age }
joining-ticked = ✓ { $what }
joining-gather-done = { $count ->
        [one] Merge the one that is ticked
       *[other] Merge the { $count } that are ticked
    }
joining-merged = { $count ->
        [one] Part of { $code } now; photos and words are on its card, and all concerned are told.
       *[other] { $count } cases are part of { $code } now; photos and words are on its card, and all concerned are told.
    }
joining-refused-itself = That is the same case; there is nothing to merge.
joining-refused-over = Not merged: only cases that are still open can be.
joining-refused-apart = Not merged: what is said about staff or a department stays apart.
joining-refused-unknown = Not merged: no such code, or it is not yours to handle.
