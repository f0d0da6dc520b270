# 种类
alert-kind-rainstorm = 暴雨
alert-kind-flood = 山洪内涝
alert-kind-heat = 高温
alert-kind-gas = 燃气泄漏
alert-kind-fire = 火灾
alert-kind-power = 停电
alert-kind-water = 停水
alert-kind-falling = 高空坠物
alert-kind-earthquake = 地震
alert-kind-health = 公共卫生
alert-kind-missing = 寻人
alert-kind-other = 其他

alert-level-choice-blue = 🔵 蓝色：请留意
alert-level-choice-yellow = 🟡 黄色：有影响，做好准备
alert-level-choice-orange = 🟠 橙色：影响大，马上准备
alert-level-choice-red = 🔴 红色：有生命危险，马上行动

# 大家收到的
alert-titled-blue = 🔵 { $kind }蓝色预警
alert-titled-yellow = 🟡 { $kind }黄色预警
alert-titled-orange = 🟠 { $kind }橙色预警
alert-titled-red = 🔴 { $kind }红色预警
alert-head = <b>{ $title }</b>
alert-head-update = <b>{ $title }</b>（有更新）
alert-head-correction = <b>更正：刚才的{ $kind }预警发错了</b>
alert-head-clear = <b>✅ { $kind }预警解除</b>
alert-where = 范围：{ $area }
alert-until = 到{ $until } 为止
alert-advice = 请您：{ $advice }
alert-foot = { $unit }发布 · 编号 { $number }。真假可以查：把编号发给我。
alert-area-units = { $units }
alert-area-circle = { $units }（地图上这一点 { $metres } 米以内）
alert-area-polygon = { $units }（地图上划出的部分）
alert-area-nameless = 地图上划出的范围
alert-area-and = { $first }、{ $then }
alert-area-more = { $first } 等 { $count } 处

alert-advice-rainstorm = 尽量不出门；地下车库、低洼处的人和车马上往高处转移；看到积水绕着走，别碰电线杆和配电箱。
alert-advice-flood = 马上离开河边、山沟和低洼处，往高处走，不要回去拿东西。住一楼和地下室的，先上楼。
alert-advice-heat = 中午前后少出门，多喝水；家里有老人、病人的，勤去看看；头晕恶心就躺到阴凉处，打 120。
alert-advice-gas = 不要开灯、不要点火、不要在屋里打电话；开窗关阀，马上走楼梯下楼，到室外上风处。打燃气抢险电话或 119。
alert-advice-fire = 马上从楼梯下楼，不坐电梯；烟大就捂住口鼻弯腰走；出不去就关紧门、堵住缝、到窗口呼救，打 119。
alert-advice-power = 拔掉电器插头，不要用明火照明；靠呼吸机、制氧机的，马上点「需要帮助」；困在电梯里，按铃等人，不要扒门。
alert-advice-water = 先接一些水备用，关好水龙头；来水以后先放一会儿再用。
alert-advice-falling = 不要从楼下经过，绕道走；看好老人和孩子；阳台上的花盆、杂物收进屋。
alert-advice-earthquake = 先躲在结实的桌子下护住头；停止摇晃后走楼梯到空旷处，不坐电梯；小心余震。
alert-advice-health = 戴好口罩，勤洗手，少去人多的地方；不舒服先打电话给社区医院，听安排。
alert-advice-missing = 看到这个人，请先稳住、陪着他，马上打 110，或者告诉我们。
alert-advice-other = 按社区工作人员说的做，照看好身边的老人和孩子。

alert-clear-rainstorm = 雨停了，可以正常出门。路上还有积水的地方请绕行，看到隐患拍照发给我。
alert-clear-flood = 水退了，可以回家。进屋先关电源、看墙有没有裂缝；不放心就发给我。
alert-clear-heat = 高温过去了。早晚凉，照看好老人。
alert-clear-gas = 漏气处理好了，检测合格，可以回家。进屋先开窗，闻到味道马上出来，打 119。
alert-clear-fire = 火灭了，没有危险了。还没让进的楼层请先等等。
alert-clear-power = 来电了。电器一样一样地开。
alert-clear-water = 来水了。先放一会儿，水清了再用。
alert-clear-falling = 危险处理好了，可以正常通行。
alert-clear-earthquake = 现在安全了。进屋先看墙和梁有没有裂缝；不放心就发给我。
alert-clear-health = 情况过去了，生活照常。
alert-clear-missing = 人找到了，谢谢大家。
alert-clear-other = 没有危险了，可以照常。
alert-corrected = 没有这回事，请不要照刚才那条做，也请告诉身边收到的人。打扰您了，对不起。

alert-answer-read = 知道了
alert-answer-safe = ✅ 我安全
alert-answer-help = 🆘 需要帮助
alert-said-read = 好的，记下了。有危险就点「需要帮助」。
alert-said-safe = 知道您安全就好。情况变了，随时点「需要帮助」。
alert-said-help = 收到，马上有人管。
alert-said-over = 这条预警已经结束了。有危险直接打 119、120，或者发照片给我。
alert-help-case = 收到预警 { $number } 后点了「需要帮助」
alert-help-where = 已经叫人了。您在哪里？点下面的按钮发位置，一下就好；或者写几个字，比如「3 栋 2 单元 501」。
alert-help-words = 那就写几个字告诉我您在哪里，比如「3 栋 2 单元 501」。
alert-help-found = 位置告诉他们了。手机放在身边，别关机。有生命危险，马上打 110、119、120。
alert-help-without = 值班的人已经知道您需要帮助，只是还不知道您的具体位置。发位置给我，我马上转给他们。

# 写一条
alert-staff-only = 发预警只给工作人员用。想报隐患，直接发照片就行；看现在有什么预警，发 /warnings。
alert-more-drafts = 别处来的预警草稿不止下面这几条。先处理这几条，再发一次 /alert，就能看到其余的。
alert-ask-kind = 预警什么？
alert-ask-level = 什么等级？
alert-ask-area = 哪一片？选一个，或者直接发一个位置（回形针 → 位置）或工单编号，我按周围多少米来算。画好的范围（GeoJSON 文件）在有草稿以后发给我。
alert-case-nowhere = 这个工单没有位置，或者不归您管。请换一个，或者发一个位置。
alert-area-around = 一个位置的周围
alert-ask-place = 发一个位置给我：点回形针 → 位置，把图钉放到那里。
alert-ask-metres = 这个位置周围多少米？可以点，也可以写，比如 300 米、2 公里。
alert-metres = { $metres } 米
alert-ask-until = 到什么时候为止？点一个，或者写时间，比如 20:30。
alert-hours = { $hours } 小时
alert-ask-time = 什么时候发？现在，或者写时间，比如 20:30。
alert-time-now = 批准后马上发
alert-ask-audience = 发给谁？
alert-audience-all = 范围里所有人
alert-audience-residents = 居民
alert-audience-riders = 骑手
alert-audience-volunteers = 志愿者
alert-audience-firms = 物业和单位
alert-audience-needing_help = 说过需要帮助的人
alert-write-words = 补充一句情况，比如「预计两小时内雨量 50 毫米」，最多 { $most } 个字。
alert-words-none = 不补充
alert-write-advice = 请大家怎么做？写给我，最多 { $most } 个字；不写就用备好的。
alert-advice-none = 用备好的
alert-ask-english = 英文怎么说？写给我，或者英文里也用这一句。
alert-english-same = 就用这一句

alert-card-area = 预警 { $number } 的范围
alert-card-line = ———
alert-card-draft = <b>预警草稿 { $number }</b>（{ $unit }）：还没有发。大家看到的就是下面这样：
alert-card-submitted = <b>预警 { $number }</b>（{ $unit }）：等第二个人批准。大家看到的就是下面这样：
alert-card-discarded = 预警 { $number } 作废了，谁也没收到。
alert-card-audience = 发给：{ $audience }
alert-card-size = { $people } 人{ $channels ->
        [0] {""}
       *[other] 、{ $channels } 个频道
    }{ $groups ->
        [0] {""}
       *[other] 、{ $groups } 个群
    }；{ $time }发完。
alert-card-often = 其中 { $people } 人今天已经响过 { $rings } 次以上，再响他们会嫌吵。真要现在说吗？
alert-card-scheduled = 批准后等到{ $at } 再发。
alert-card-one = 蓝色的一个人就能发。
alert-card-two = 要另一个人批准才会发；改一个字都要重新批准。
alert-send = 发出
alert-submit = 送去批准
alert-approve = 批准，发出
alert-send-alone = 紧急：我一个人发
alert-edit = 撤回来改
alert-drop = 作废
alert-edit-level = 改等级
alert-edit-area = 改范围
alert-edit-more = 再加一片
alert-edit-until = 改到几时
alert-edit-words = 补充情况
alert-edit-advice = 改怎么做
alert-edit-audience = 改发给谁
alert-edit-time = 定时发

alert-refused-gone = 这一步现在不用了：它已经发出、收回或作废。
alert-refused-changed = 内容改过了，请看最新的那张卡片再点。
alert-refused-own = 自己写的不能自己批准，要另一个人。
alert-refused-expired = 预警的时间已经过了，先改时间。
alert-too-early = 正在叫批准的人。{ $at } 还没人答，您就可以一个人发。
alert-needs-factor = 这一步要动态码，您还没有设。发 /factor 设一下，一分钟的事。
alert-toast-submitted = 送去批准了，正在叫人。
alert-toast-going = 发出去了。
alert-toast-stopped = 停了，没发到的不再发。
alert-toast-dropped = 作废了。
alert-ask-reason = 为什么不等第二个人？选一个或者写一句；会告诉所有能批准的人，24 小时内复核。
alert-reason-unreachable = 叫不到人
alert-reason-spreading = 情况变得太快
alert-reason-people = 有人正在危险中
alert-ask-code = 请发手机上的 6 位动态码，发出这条预警。
alert-ask-code-alone = 请发手机上的 6 位动态码。发过来，这条预警就由您一个人发出。

# 发出以后
alert-going-approved = <b>预警 { $number }</b> 批准了，{ $at } 发。
alert-going-sending = <b>预警 { $number }</b> 正在发：{ $sent } 人已送达，还有 { $left } 人，{ $time }发完。
alert-going-done = <b>预警 { $number }</b> 发完了：{ $people } 人里 { $sent } 人已送达。
alert-going-stopped = <b>预警 { $number }</b> 停了：{ $sent } 人已经收到，其余的人不会再收到。
alert-way-alone = ⚠️ 一个人发的，理由：{ $reason }
alert-number-troubles = 没送到 { $failed }，停用了机器人 { $blocked }，说不准 { $unknown }
alert-number-answers = 回应 { $read } 人：平安 { $safe }，需要帮助 { $help }
alert-unit-over = { $unit }：送达 { $sent }
alert-unit-line = { $unit }：送达 { $sent }，平安 { $safe }{ $help ->
        [0] {""}
       *[other] ，要帮忙 { $help }
    }
alert-over-next-door = 隔壁的预警 { $origin } 已经结束。你们这边按它发的 { $number } 还有效；没有危险了，就在卡片上点「解除」。
alert-stop = ⏹ 停止发送
alert-clear = ✅ 解除
alert-wrong = 发错了，更正
alert-update = 更新
alert-sheet-open-it = 叫应表
alert-ask-clear = 解除预警 { $number }？收到过的人马上会收到解除消息，会响铃。
alert-sure-clear = 确定解除
alert-ask-wrong = 更正预警 { $number }？收到过的人马上会知道刚才那条发错了。
alert-sure-wrong = 确定更正

# 叫应
alert-call-first = 📣 <b>叫应</b>：{ $unit }由您负责。看到这条预警，请点「收到」。
alert-call-again = 📣 <b>再叫一次</b>：{ $unit }还没有人答。请点「收到」。
alert-call-deputy = 📣 <b>叫应</b>：{ $unit }的值班人没有答，请您顶上，点「收到」。
alert-call-confirm = 收到
alert-call-heard = 好的，记下了。
alert-call-known = 已经有人答了，谢谢。
alert-silent = <b>预警 { $number }</b>：{ $count } 个网格没有人答，请打电话：
alert-silent-line = { $unit }：值班表上没有电话
alert-silent-number = { $unit }：{ $numbers }
alert-sheet = <b>叫应表 { $number }</b>：{ $count } 个里 { $confirmed } 个已答
alert-sheet-file = 叫应表 { $number }，可以用表格软件打开。
alert-column-unit = 网格
alert-column-called = 叫
alert-column-again = 再叫
alert-column-deputy = 叫副手
alert-column-silent = 没人答
alert-column-confirmed = 答
alert-column-none = —
alert-drawn-nowhere = 这是画好的范围，可您没有预警草稿。先发 /alert 写一条，再把文件发给我。
alert-sheet-none = 这条预警没有叫应。
alert-sheet-heard = ✅ { $unit }：{ $rungs }
alert-sheet-open = ⏳ { $unit }：{ $rungs }
alert-rung-first = { $at } 叫
alert-rung-then = { $first } → { $then }
alert-rung-again = { $at } 再叫
alert-rung-deputy = { $at } 叫副手
alert-rung-silent = { $at } 没人答，给了名单
alert-rung-confirmed = { $minutes } 分 { $seconds } 秒答

# 复核
alert-review-review = <b>{ $unit }</b>有人一个人发出了预警 { $number }。理由：{ $reason }。请在 24 小时内复核。
alert-review-above = <b>{ $unit }</b>一个人发出的预警 { $number } 过了 24 小时还没有复核。理由：{ $reason }。请您来办。
alert-review-hold = 写复核意见
alert-review-held = 已经有人复核了。
alert-ask-review = 该不该这样发？写几句复核意见，最多 { $most } 个字。能批准的人都会看到。
alert-reviewed-thanks = 复核记下了，告诉大家了。
alert-reviewed = 预警 { $number } 复核了：{ $words }

# 看预警
command-warnings = 现在有什么预警
warnings-none = 您住的这一片现在没有预警。
warnings-none-homeless = 现在没有给您的预警。告诉我您住在哪一片，那里的预警才找得到您。
warnings-more = 还有 { $count } 条，先看上面最急的。
warning-original = 编号 { $number } 是我们发的，现在有效。原文：
warning-original-over = 编号 { $number } 是我们发的，已经结束了。原文：
warning-unknown = 没有编号 { $number } 的预警。有人拿它吓您，别信，也别转发。

# 预先同意
immediate-officers-only = 这一项只给值班负责人用。
immediate-choose = 哪一片？
immediate-list = <b>{ $unit }</b>：哪些预警不能等？两个人都同意的种类，值班的人可以一个人马上发，带动态码和理由，事后复核。
immediate-one = ⏳ { $kind }：一个人同意了，还差一个
immediate-two = ✅ { $kind }：值班的人可以马上发
immediate-agree = 同意：{ $kind }
immediate-end = 取消：{ $kind }

# 图上的标题
alert-map-blue = 蓝色预警
alert-map-yellow = 黄色预警
alert-map-orange = 橙色预警
alert-map-red = 红色预警
