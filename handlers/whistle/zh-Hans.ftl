history-whistled = 吹了哨，叫有关单位到场
card-whistle = 吹哨…
whistle-ask-kind =
    { $code } 吹哪一种哨？
    日常：叫一家来办，工单归他们。
    疑难：叫几家一起来，一家牵头。
    紧急：点到的全部马上到场，30 分钟之内。
    没回应的：90 秒后再叫，再叫副手，再找值班的人。
whistle-daily = 日常哨
whistle-hard = 疑难哨
whistle-emergency = 🚨 紧急哨
whistle-ask-daily = { $code } 叫哪一家？点了就叫。
whistle-ask-hard = { $code } 叫哪几家？至少点两家，再点「吹哨」。
whistle-ask-emergency = { $code } 叫哪几家？点「全部都叫」，或者一家一家点，再点「吹哨」。
whistle-ask-lead = 哪一家牵头？工单归牵头的。
whistle-all = 全部都叫
whistle-ticked = ✓ { $name }
whistle-go = 吹哨（{ $count } 家）
whistle-too-late = 没有再吹：哨已经吹了，或者工单已经变了。
toast-whistle-daily = 吹了，已经叫他们。
toast-whistle-hard = 吹了，几家都叫了。
toast-whistle-emergency = 🚨 吹了，全都叫了。
toast-whistle-ended = 哨停了，不再叫人。
whistle-sheet = 哨单
whistle-again = 再吹哨…
whistle-end = 停哨

summons-daily = 📣 吹哨：{ $code }　{ $kind }。请派人到场。
summons-hard = 📣 疑难哨：{ $code }　{ $kind }。几家一起办，请派人到场。
summons-emergency = 🚨 紧急哨：{ $code }　{ $kind }。请 { $by } 之前到场。
summons-leads = 你们牵头，工单归你们。
summons-confirm = 收到，马上去
summons-arrive = 到场
summons-confirmed = ✓ 你们 { $at } 说马上去。到了请点「到场」。
summons-arrived = ✓ 你们 { $at } 到场。
summons-over = 哨已经停了，不用再去。
summons-again = { $code }：又叫了一次，请看下面最新的一条。
summons-first = 你们已经有人说马上去了。
summons-there = 你们已经有人到场了。
toast-coming = 好的，到了请点「到场」。

silent-silent = { $code }：吹了哨，这几家还没有回应，请打电话找他们：
silent-nobody = { $code }：吹了哨，这几家没有能收到消息的人，请打电话找他们：
silent-late = { $code }：紧急哨吹了 30 分钟，这几家还没有到场：
silent-line = • { $team }
silent-number = ☎ 值班 { $who }　<code>{ $number }</code>

sheet-daily = { $code } 日常哨，{ $at } 吹
sheet-hard = { $code } 疑难哨，{ $at } 吹
sheet-emergency = 🚨 { $code } 紧急哨，{ $at } 吹
sheet-line = • { $team }：{ $state }
sheet-lead = • { $team }（牵头）：{ $state }
sheet-rung-first = 还没回应（{ $at } 叫了）
sheet-rung-again = 还没回应（{ $at } 又叫了一次）
sheet-rung-deputy = 还没回应（{ $at } 叫了副手）
sheet-rung-officer = 没有回应（{ $at } 已告诉值班的人）
sheet-rung-late = 没有到场（{ $at } 已告诉值班的人）
sheet-confirmed = { $took }后说马上去
sheet-arrived = { $answered }，{ $took }后到场
sheet-took = { $minutes ->
    [0] { $seconds } 秒
   *[other] { $minutes } 分 { $seconds } 秒
}
sheet-ended = { $at } 停哨，一共 { $took }
