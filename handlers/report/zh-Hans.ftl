command-myreports = 我报过的隐患

emergency-words = 着火,起火,失火,火灾,烧起来,救火,冒烟,冒浓烟,煤气,燃气味,燃气漏,燃气泄漏,天然气,漏气,爆炸,触电,溺水,落水,坠楼,跳楼,轻生,晕倒,倒地,昏迷,没呼吸,没有呼吸,心脏病,中毒,大出血,流血不止,救命,被困,受伤,掉进,持刀,砍人
emergency-numbers =
    ⚠️ <b>如果有人有危险，请马上打电话：</b>
    火警 <b>119</b>　报警 <b>110</b>　急救 <b>120</b>
    闻到燃气味：不要开灯、不要点火，先离开再打电话。
    打完电话，您也可以接着在这里上报。
danger-told = 已经按最紧急通知工作人员。请先打电话，不要等他们。

named = { $name }
unit-whole = 整个「{ $unit }」
unit-none = 未划分区域
category-blocked-fire-lane = 消防通道堵塞
category-e-bike-charging = 电动车违规充电
category-gas = 燃气
category-wiring = 电线电路
category-flooding = 积水排水
category-road = 井盖道路
category-falling-objects = 高空坠物外墙
category-lift = 电梯
category-public-health = 公共卫生
category-public-order = 治安
category-three-in-one = 三合一场所
category-trees = 树木
category-other = 其他
category-conduct = 举报工作人员或部门
category-unknown = 未分类

report-ask-first = 请发一张隐患的照片，视频也行。也可以先发位置，或者直接打字、发语音说。
report-ask-photo-at = 位置是「{ $place }」。有照片吗？请发一张。没有就点「没有照片」。
report-ask-photo = 有照片吗？请发一张。没有就点「没有照片」。
report-no-photo = 没有照片
forwarded = 转发的照片也可以，我按您发的收下。请确认拍的就是现在这里的情况。
report-ask-words = 请用一两句话说说是什么情况。
report-ask-place = 照片收到了。在哪里？如果您就在现场，点下面的「分享位置」。
report-ask-place-of-words = 记下了。在哪里？如果您就在现场，点下面的「分享位置」。
report-share-place = 📍 分享位置（同意用精确位置办这次上报）
report-cannot-share = 不在现场，或分享不了
report-ask-place-otherwise =
    没关系，任选一种：
    • 用文字写：小区、楼号、路口或旁边的店名；
    • 点输入框旁的 📎 →「位置」，在地图上选一个点。
report-found = 您发的照片里带着拍摄地点：「{ $grid }」附近。隐患就在那里吗？
report-found-there = 就在那里
report-found-not-there = 不是那里
report-ask-area-spoken = 地点听您语音里说的。属于哪个社区？不知道就点「不清楚」。
report-ask-area = 地点记下了：{ $words }。属于哪个社区？不知道就点「不清楚」。
report-unknown-area = 不清楚
report-remind-place = 您刚才发的隐患还差一个位置。点下面的「分享位置」，或者写一下在哪里，就能转给工作人员了。
report-remind-photo = 您刚才发的位置收到了，还差一张照片，或者一句话说说是什么情况。
report-dropped = 您之前发的隐患一直没有位置，我们不知道该交给谁，所以没有上报，内容已经删除。如果还需要，请重新发照片。

voice-ask = 语音收到了。先说一声：声音可能会被人听出来是谁。要放给负责这一片的工作人员听吗？
voice-send = 可以放给他们听
voice-write = 不放，我打字说
voice-withheld = 好的，语音不放给任何人听。请打字说说是什么情况。
voice-dropped = 未满 14 岁的朋友，我们不留您的声音。请打字说说是什么情况。
voice-no-words = 不写了，照片就够

report-place-understood = 位置收到：{ $grid }。
report-place-already = 位置已经收到了，不用再发。
report-place-unsure = 地点记下了，社区还不清楚。
report-received = ✅ 收到了，谢谢您。编号 <b>{ $code }</b>
report-next = 已经转给「{ $unit }」的工作人员，{ $by } 前会有答复，有进展我马上告诉您。
report-next-anonymous = 已经转给「{ $unit }」的工作人员去处理。
report-next-nobody = 先跟您说清楚：这一片还没有工作人员在这里接单。请不要只等这里：着急就直接找社区，有危险打 110、119、120。
report-outside = 这个地点不在划好的网格里，已交给最近的「{ $grid }」，并注明了。
report-place-missing = 没有收到位置，按您住的「{ $grid }」转交，并注明了「位置缺失」。
report-by-minor = 您的信息一点也没有保存，所以我不能再通知您。想知道结果，请大人拿编号问社区。有危险马上告诉身边的大人，或打 110、119、120。
report-danger = ⚠️ 现在有人有生命危险
report-add = 补充照片或文字
report-undo = 撤回（{ $minutes } 分钟内）
report-withdraw = 撤回
picture-refused = 您发的一个文件我打不开，没能用上。请在相册里选中它，当「照片」再发一次。
picture-too-big = 您发的一个文件太大了（照片最多 { $megabytes } MB），没能用上。请当「照片」再发一次，手机会自动缩小。
report-ask-kind = 这是哪一类？点一下能更快找对人。不点也没关系，已经上报了。
report-kind-chosen = 记下了：{ $kind }（{ $code }）。{ $by } 前会有答复，计划 { $fix } 前处理好。
report-kind-chosen-danger = 记下了：{ $kind }（{ $code }）。已按最紧急处理。
report-kind-chosen-nobody = 记下了：{ $kind }（{ $code }）。这一片还没有工作人员值守，着急请直接联系社区。
held = 您这一小时已经报了 { $most } 件，辛苦了。这一件我先替您留着，不会丢。
held-ask = { $at } 会自动报上去，您不用再做什么；想补充照片或文字，接着发就行。现在有人有生命危险的话，先打 119、110 或 120，再点下面，马上报上去：
report-code-unknown = 没有找到 { $code }，或者不是您能看的。
report-closed = 现在不能这样改了。请点「我的上报」看最新情况。
report-solved = 已解决
report-partly = 部分解决
report-not-solved = 没有解决
undo-too-late = 快速撤回的时间过了。在「我的上报」里还可以撤回。

more-ask = 请发要补充的照片或文字，我加到 { $code }。
more-so-far = 收到，会加到 { $code }。还可以继续发；发完请点「好了」，不点的话过一会儿会自动加上。
more-withheld = 好的，语音不放给任何人听。请把要补充到 { $code } 的话打字发来；发完点「好了」。
more-ask-answer = 请直接发：一句话、一张照片、一个位置都行，我转给工作人员（{ $code }）。
more-answered = 您的回答已经转给工作人员（{ $code }），他们接着办。
more-done = 好了
more-added = 已补充到 { $code }，工作人员能看到了。
more-full = 一个上报最多放 { $photos } 份照片、视频和语音，{ $words } 个字，多出来的没有加上。

reporter-accepted = { $code }：工作人员已经接单，正在处理。处理好了我再告诉您。
reporter-asked = { $code }：工作人员想问您一句：
reporter-assigned = { $code }：已经转给负责的单位，他们接手了我马上告诉您。
reporter-acknowledged = { $code }：负责的单位已经接手。
reporter-arrived = { $code }：负责的单位已经到现场了。
reporter-deferred = { $code }：还要等外部单位配合（{ $words }），最晚等到 { $until }，有进展我就告诉您。
reporter-done = { $code }：工作人员说已经处理好了。您看看，解决了吗？
reporter-rejected = { $code }：工作人员看过了，没有受理。原因：{ $reason }。如果您觉得不对，请补拍一张照片重新上报。
reporter-conduct-rejected = { $code }：看过您的举报了，没有受理。原因：{ $reason }。如果您觉得不对，可以再发 /conduct，写得更具体一些。
reporter-lapsed = { $code }：过了 72 小时还没有人说解决没解决，先按「没人核实」结案。其实没修好？点下面告诉我，马上重新打开。
reporter-verified = { $code } 确认已解决。谢谢您，大家因为您更安全了。
reporter-reopened = 明白了，{ $code } 重新打开，已经提醒负责的人。您可以补一张现在的照片。
reporter-withdrawn = { $code } 已撤回。
reporter-withdrawn-alone = 有邻居也报了同一件事，工作人员会接着办，不再打扰您。
reason-no-hazard = 现场没有发现隐患
reason-not-found = 找不到这个地方
reason-elsewhere = 不归本社区管
reason-not-confirmed = 已经核实，情况不属实
reason-too-vague = 内容太笼统，没法核实
reason-not-conduct = 说的不是工作人员的事
reason-other = 其他原因…
reject-ask-words = { $code } 不受理的原因是什么？请写一句，上报人会看到。

card-head-ordinary = <b>{ $code }</b> · { $kind }
card-head-danger = ⚠️ <b>生命危险</b> · <b>{ $code }</b> · { $kind }
card-status-received = 待接单
card-status-accepted = 处理中
card-status-assigned = 已转出，等接手
card-status-in_hand = 接手单位在处理
team-status-assigned = 转给你们了，等你们接手
team-status-in_hand = 你们在处理
card-status-waiting = 在等上报人回话
card-status-deferred = 在等外部单位
card-status-done = 已处理，等人确认修好没有
card-status-verified = 已确认解决
card-status-unverified = 已结案，没人核实
card-status-merged = 已并入另一个工单
card-status-rejected = 未受理
card-status-withdrawn = 上报人已撤回
card-about = 举报的是：{ $unit }
card-place = 地点：{ $grid }（{ $source }）
place-source-live = 现场定位
place-source-pin = 地图选点
place-source-venue = 地点名片
place-source-qr = 扫了现场的二维码
place-source-file = 照片里带的位置
place-source-words = 文字说明
place-source-missing = 位置缺失，请看照片和说明
card-place-words = 位置说明：{ $words }
card-outside = 在网格之外约 { $metres } 米
card-map-link = <a href="{ $link }">在高德地图打开</a>
card-times = 上报：{ $reported }　{ $due }
card-reported = 上报：{ $reported }
card-words = 说明：{ $words }
card-waits-waiting = 已问上报人，最晚等到：{ $until }
card-waits-deferred = 在等外部单位，最晚等到：{ $until }
card-waits-done = 已请人来看修好没有，最晚等到：{ $until }
card-note-deferred = 在等：{ $words }
card-note-done = 没有处理后的照片：{ $words }
card-anonymous = 上报人：匿名，代号 { $codename }
card-reporter = 上报人（实名）：{ $name }
card-merged-into = 已并入 { $code }
card-part = 邻居也报了（{ $code }）{ $words }
card-parts-more = 还有 { $count } 条同样的上报
card-holder = 经办：{ $name }
card-reason = 原因：{ $reason }
card-accept = 接单
card-reject = 不受理…
card-ask = 问上报人…
card-finish = 处理好了
card-defer = 等外部单位…
card-resume = 接着办
card-map = 地图
card-photos = 全部照片（{ $count }）
card-voices = 听语音（{ $count }）
card-recording = { $code } 上报人的语音
card-picture-waiting = 有一张照片正在处理，好了就发给您
card-late-picture = { $code } 的照片
card-picture-lost = 有一个文件打不开，已请上报人当照片再发
card-voice-withheld = 有一段语音不能放（怕被听出是谁），已请上报人打字说
card-open = 打开卡片
card-moved = { $code }：最新的卡片在下面。
card-not-yours = { $code }：这件事现在不归您处理了。
card-photos-lost = 照片现在打不开，请以文字说明为准。
card-open-case = 打开那个工单
card-merged = 这件已并入另一个工单，请看更新后的卡片。
card-too-late = 这一步已经有人做过了，卡片已更新。
toast-accepted = 已接单，上报人会收到通知。
toast-asked = 已经去问了，有回答马上告诉您。
toast-taken = 好的，现在由您负责。
toast-assigned = 已转出，对方接手前仍由您负责。
toast-deferred = 好的，先等外部单位，最多 14 天。
toast-resumed = 好的，接着办。
toast-merged = 已合并，相关的人都会收到通知。
toast-split = 已分开，单独办理。
toast-done = 好的，已请看得到的人确认。
toast-rejected = 已告诉上报人原因。
staff-danger = ⚠️ { $code }：上报人说现在有人有生命危险。请先确认已打 119、110 或 120，再赶去现场。
staff-released = { $code }：原来经办的人已经不在这里工作，现在没有人办。请打开卡片接单。
staff-disbanded = { $code }：接手的单位现在没有成员了，工单已经收回。请转给别的单位，或者自己处理。
staff-resumed = { $code }：等外部单位满 14 天了，请接着办。
staff-verified = { $code }：上报人确认已解决。
staff-added = { $code }（{ $who }）：上报人补充了内容。{ $words }
staff-answered = { $code }（{ $who }）：上报人回答了。{ $words }
staff-placed = { $code }（{ $who }）：上报人发来了更准的位置，卡片和地图已更新。{ $words }
staff-unable = { $code }（{ $who }）：上报人说答不了，请接着办。
staff-unanswered = { $code }：等了 5 天，上报人没有回答，请接着办。
staff-merged = { $code } 和另一个工单是同一件事，已经合并，请打开那张卡片接着办。{ $words }
staff-split = { $code } 不是重复的，已分开单独办，请打开卡片看看。{ $words }
staff-withdrawn = { $code }（{ $who }）：上报人已撤回，不用再去。

alarm-nobody = ⚠️ { $code }（{ $grid }）没有任何工作人员可以通知。请先打开卡片看看，并尽快发 /invite，请人来负责这一片或它的上级。

rider-ask-photo = 拍一张。
rider-ask-place = 在哪里？点「分享位置」。
rider-remind-place = 还差个位置，点一下「分享位置」。
rider-remind-photo = 还差张照片，或者说一句。
rider-received = ✅ 收到，编号 <b>{ $code }</b>
rider-next = 已转「{ $unit }」，{ $by } 前回话。
rider-ask-kind = 哪一类？不点也行。

ask-choose = 想问上报人什么？点一个，或者自己写一句（{ $code }）。您和他都看不到对方是谁。
ask-where = 具体在哪里？
ask-closer = 能靠近一点再拍一张吗？
ask-still = 现在还是这样吗？
ask-nobody = 这位上报人问不到：没有留下联系方式，或者已经联系不上。
ask-quoted = 「{ $question }」
ask-how = 点「回答」，打字、发照片都行，我来转，他们看不到您是谁。最晚等到 { $until }，不答也没关系。
ask-how-named = 点「回答」，打字、发照片都行，我来转。最晚等到 { $until }，不答也没关系。
ask-answer = 回答
ask-cannot = 答不了
ask-again = { $code }：工作人员还在等您一句话：
ask-unable = 没关系，已经告诉工作人员，{ $code } 他们接着办。
ask-over = 这个问题不用再答了，谢谢。
ask-unanswered = { $code }：工作人员没等到您的回答，先接着办了。想起什么，随时可以补充。

naming-ask =
    以后报隐患，要不要让工作人员知道是您？
    • <b>匿名</b>：谁也不知道是您；工作人员有事，只能通过我问您。
    • <b>实名</b>：办事的工作人员看得到您在 Telegram 上的名字；看过了就收不回来。
    不选就是匿名，「我的」里随时能改。
naming-anonymous = 匿名
naming-named = 实名
naming-nameless = 您在 Telegram 上没有写名字，没法实名。
naming-set-anonymous = 好的，以后都是匿名，谁也不知道是您。
naming-earlier = 以前实名报的还是实名；想改，在「我的上报」里点开那一件。
naming-set-named = 好的，以后您上报，办事的工作人员会看到您的名字：<b>{ $name }</b>。想改回匿名，点「我的」。
naming-unname = 改为匿名
naming-voice-withheld = 您的语音也不再放给他们听。里面要紧的话，请打字补充。
naming-report-anonymous = { $code } 改成匿名了，工作人员那里不再显示您的名字。之前看过的人，我没法让他忘掉。

my-reports-none = 您还没有报过隐患。看到了就直接发照片给我。
my-reports-head = 您最近的上报（点编号看详情）：
my-reports-line = { $code } · { $kind } · { $status }
own-status-received = 等工作人员接单
own-status-accepted = 正在处理
own-status-assigned = 已转给负责的单位，等对方接手
own-status-in_hand = 负责的单位正在处理
own-status-deferred = 正在处理，要等外部单位配合
own-status-waiting = 工作人员在等您回话
own-status-done = 工作人员说处理好了，等您确认
own-status-verified = 已确认解决
own-status-unverified = 已结案，还没人核实
own-status-merged = 和另一条是同一件事，已合在一起
own-status-rejected = 没有受理
own-status-withdrawn = 您已撤回
own-joined = 合在一起的那件：{ $status }
own-question = 工作人员问您：「{ $question }」
own-named = 这件是实名报的，工作人员看得到：{ $name }
history-line = { $at }　{ $what }
history-received = 已收到
history-accepted = 工作人员接单
history-taken = 换了一位工作人员
history-assigned = 转给负责的单位
history-acknowledged = 负责的单位接手
history-arrived = 负责的单位到了现场
history-working = 负责的单位在处理
history-refused = 这家单位说不归他们管，接着找
history-released = 原来经办的人不在了，另请人接手
history-disbanded = 这家单位暂时没有人，另外找
history-deferred = 要等外部单位配合：{ $reason }
history-resumed = 接着办
history-lapsed = 72 小时没有人核实，先结案
history-merged = 和另一条是同一件事，合在一起
history-split = 又分开单独办
history-overdue = 过了答应的时间，已经往上报
history-settled = 定下来由哪个社区管
history-joined = 有邻居也报了同一处
history-voted = 附近的邻居看过，说解决了
history-done = 工作人员说处理好了
history-verified =
    { $by ->
        [system] 附近的邻居看过，说解决了，没有人说没解决，结案
       *[reporter] 您确认已解决
    }
history-reopened =
    { $by ->
        [neighbour] 附近的邻居说{ $reason }，重新打开
       *[reporter] 您说{ $reason }，重新打开
    }
history-rejected = 未受理：{ $reason }
history-withdrawn = 您撤回了
history-danger = 您说有生命危险
history-category = 您选了类别
history-added = 您补充了内容
history-asked = 工作人员问了您一句
history-answered = 您回答了
history-unanswered = 一直没等到您的回答，接着办
history-anonymous = 您改成了匿名
