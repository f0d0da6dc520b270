# 给工作人员
doors-open = 🚪 敲门名单
doors-send = 派人敲门
doors-sheet = 🚪 <b>敲门名单 { $number }</b>：收到预警的人里，平安 { $safe }，需要帮助 { $help }，知道了 { $read }，没有回应 { $silent }。
doors-unit = { $unit }：平安 { $safe }，需要帮助 { $help }，知道了 { $read }，没有回应 { $silent }
doors-unit-with = { $line }，其中 { $doors } 户说过需要帮助、留了门牌
doors-more = 还有 { $count } 处
doors-nowhere = 另有 { $count } 人说过需要帮助、没有回应，也没有留门牌
doors-state = 敲门：名单 { $lists } 份，{ $taken } 份有人去；平安 { $safe }，需要帮助 { $help }，没人应 { $absent }，还没敲 { $left }
doors-officer-help = ‼️ 需要帮助：{ $unit }，{ $door }
doors-officer-absent = 没人应：{ $unit }，{ $door }
doors-sheet-gone = 这份敲门名单收回了，不再归您看。
doors-sheet-over = 预警结束了，名单和门牌都收回了。
doors-sent = { $count } 户做成了名单，正在请邻居和网格员去敲门。
doors-none = 没有要新敲的门了。
doors-over = 橙色、红色预警有效的时候才派人敲门，现在不用了。

# 请人去
doors-offer = 🚪 <b>请您去敲敲门</b>：{ $title }以后，{ $unit }有 { $count } 户行动不便的人家没有回应。能去吗？
doors-offer-how = 点「我去」，门牌只给您一个人看，一份最多 { $most } 户。自己安全最要紧，去不了不用管这条。
doors-untaken = 🚪 <b>还没有人去敲门</b>：{ $unit }有 { $count } 户没有回应（预警 { $number }），邻居和网格员都还没接。请打电话安排人，或者自己去。
doors-go = 我去
doors-taken = 🚪 { $unit }已经有人去敲门了，谢谢您。
doors-yours = 谢谢您！门牌发给您了。
doors-gone = 已经有人去了，谢谢您。
doors-busy = 您手上还有没敲完的，先敲完那一份。

# 名单
doors-list = 🚪 <b>{ $unit }：还有 { $left } 户没敲</b>。敲开一户，点一下那一户。
doors-list-done = 🚪 <b>{ $unit }：都敲过了</b>，谢谢您！情况变了，再点那一户。
doors-list-how = 门牌只用来敲门，请不要抄下来，也不要告诉别人；预警一结束就收回。有人有危险先打 120、119。
doors-door = { $door }
doors-door-safe = { $door } ✔ 平安
doors-door-help = { $door } ‼ 需要帮助
doors-door-absent = { $door } · 没人应
doors-back = 我去不了，交回名单
doors-ask = <b>{ $door }</b>：里面的人怎么样？
doors-result-safe = ✔ 平安
doors-result-help = ‼ 需要帮助
doors-result-absent = 没人应
doors-return = ◀ 回到名单
doors-said-safe = 记下了：平安。
doors-said-help = 记下了，已经叫值班的人。有危险先打 120、119，请陪一陪他。
doors-said-absent = 记下了：没人应。值班的人会知道。
doors-door-gone = 这一户不用敲了：人家自己报过了，或者收回了门牌。
doors-returned = 名单交回了，我们再请别人去。谢谢您。
doors-closed = 🚪 预警 { $number } 结束了，敲门名单已经收回。谢谢您！

# 替人报的
doors-help-case = 收到预警 { $number } 后没有回应，上门的人敲开门，说需要帮助；哪一户，值班负责人在敲门名单里看得到
doors-help-told = 上门看您的人说您需要帮助，我们替您报上去了，马上有人管。已经没事了，请点预警下面的「我安全」。
