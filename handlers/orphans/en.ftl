orphan-beside = Right next to you, and nobody has said yet whose it is. “{ $unit }” is seeing to it; this is for you to know, there is nothing to do.
orphan-between = This is at the edge of “{ $unit }”, and nobody has said yet whose it is. Until those above do, it is with you.
orphan-alone = This is in no grid, and nobody has said yet whose it is. Until those above do, it is with you.
orphan-new = There is a case in no grid, or right on a border: please say whose it is. Somebody is seeing to it already.
orphan-danger = ⚠️ { $code }: the reporter says there is danger to life, right next to you. “{ $unit }” has been rung; if you are nearer, please have a look too.
orphan-list = Show them
orphan-whose = <b>{ $code }</b> · { $kind }: whose is it? “{ $unit }” is seeing to it until then.
orphan-give = { $unit }
orphan-elsewhere = Somebody else…
orphan-settled = { $code } is given to “{ $unit }”; they have been told.
orphan-area = All around here: { $unit }
orphan-area-said = Noted: whatever is around there in no grid or on a border goes to “{ $unit }” from now on.
orphan-given = { $code } is now of “{ $unit }” for good; please open the card and go on with it.
orphan-gone = { $code } is now of “{ $unit }” for good; you need not go on with it. Thank you.
orphan-too-late = Somebody has said so already, or the case is closed.
orphans-head = { $count ->
        [one] One case of which nobody has said whose it is:
       *[other] { $count } cases of which nobody has said whose they are:
    }
orphans-none = There are none: everything is somebody's.
orphans-not-yours = Whose a case is, is for staff of the unit above to say.
toast-settled = Done.
