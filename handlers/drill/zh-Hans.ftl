# 每一条演练的文字，开头和结尾都是【演练】。

# 发起
drill-staff-only = 【演练】只有工作人员能发起演练。想参加的话，用 /alerts 点「参加演练」。【演练】
drill-ask-kind = 【演练】🟣 练哪一种？只发给自己说了愿意参加演练的人，别人收不到。【演练】
drill-ask-level = 【演练】🟣 当作哪一级来练？【演练】
drill-ask-unit = 【演练】🟣 在哪一片演练？【演练】
drill-too-long = 【演练】补充的话有 { $length } 个字，最多 { $most } 个。请改短一点再发给我；还没有开始。【演练】
drill-preview =
    【演练】🟣 还没有发出去。参加的人看到的是这样：

    { $drill }

    「{ $unit }」有 { $people } 人愿意参加演练，{ $time }发完，别人都收不到。{ $ring }
    想补充一句，直接写给我，最多 { $most } 个字。【演练】
drill-preview-nobody = 【演练】🟣「{ $unit }」还没有人愿意参加演练，发不了。请大家用 /alerts 点「参加演练」。【演练】
drill-rings = 收到时会响铃，夜里和各人的安静时段不响。
drill-quiet = 现在是夜里，收到时不响铃。
drill-start = 开始演练
drill-bare = 不要补充
drill-level-blue = 当作蓝色预警
drill-level-yellow = 当作黄色预警
drill-level-orange = 当作橙色预警
drill-level-red = 当作红色预警

# 大家看到的
drill-text =
    【演练】🟣 <b>{ $head }</b>【演练】
    { $safe }请当真的来练一遍：
    { $todo }
    练完点「我收到了」。编号 { $code }
    【演练】这是演练，不是真的预警【演练】
drill-head = { $kind }演练（{ $level }）· { $unit }
drill-safe = 这是演练，没有真的险情，不用慌，也不用报警。
drill-todo-more =
    { $todo }
    { $words }
drill-todo-rainstorm = 关好门窗，看看家里哪里会进水；想好水涨上来时从哪条路去高处。
drill-todo-flood = 走一遍去高处的路，绕开低洼的地方；看看证件、药和手电放在哪里。
drill-todo-heat = 看看家里和隔壁的老人、孩子；备好水，想好附近哪里凉快。
drill-todo-gas = 不碰电器开关，不点火；关阀门，开窗，走楼梯到楼外，再打电话。
drill-todo-fire = 用湿毛巾捂住口鼻，弯下腰，走楼梯到楼外，别坐电梯；数一数家里人齐不齐。
drill-todo-power = 找出手电和充电宝，关掉正在用的电器；想想楼里谁离不开电，比如靠制氧机的老人。
drill-todo-water = 关好水龙头；看看家里存的水够不够一家人用一天。
drill-todo-falling = 收好阳台和窗台上会掉的东西；走路离楼远一点。
drill-todo-earthquake = 趴下，躲到结实的桌子下面，护住头；数到六十，再走楼梯到空地。
drill-todo-health = 戴好口罩，洗一遍手；想好不舒服时先给谁打电话，怎么不传给家里人。
drill-todo-missing = 看看四周，问问邻居；想好遇到走失的人怎么陪着等、给谁打电话。
drill-todo-other = 按平时说好的办法做一遍，和家人对一对谁做什么。
drill-got = 我收到了
drill-thanks = 【演练】记下了，谢谢您参加【演练】
drill-over = 【演练】这次演练已经结束了【演练】
drill-end-text = 【演练】🟣「{ $unit }」的{ $kind }演练结束了，谢谢您参加。没有真的险情。【演练】

# 发起人的卡片
drill-waiting = 【演练】🟣 { $seconds } 秒后开始，发给「{ $unit }」愿意参加的 { $people } 人。现在点「撤回」，谁也不会收到。【演练】
drill-going = 【演练】🟣 正在「{ $unit }」演练：{ $people } 人参加，{ $sent } 人已收到，{ $answered } 人回了「我收到了」。【演练】
drill-done = 【演练】🟣「{ $unit }」的演练结束了：{ $people } 人参加，{ $sent } 人收到，{ $answered } 人回了「我收到了」。【演练】
drill-taken-back = 【演练】演练已撤回，谁也没有收到【演练】
drill-median = 回了的人里，一半在 { $minutes ->
    [0] { $seconds } 秒
   *[other] { $minutes } 分 { $seconds } 秒
 }以内。
drill-lost = { $count } 人没送到，或者收没收到说不准。
drill-undo = 撤回
drill-end = 结束演练
drill-ended = 【演练】演练结束了，正在告诉收到的人【演练】

# 给别的系统看的（CAP）
drill-marked = 【演练】{ $said }【演练】
drill-note = 【演练】编号 { $code }，只是演练，不是真的预警【演练】
drill-note-over = 【演练】编号 { $code }，演练结束了，没有真的险情【演练】
drill-feed = 【演练】{ $sender } 的演练，都不是真的预警【演练】
