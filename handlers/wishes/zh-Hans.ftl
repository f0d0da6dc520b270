command-alerts = 预警提醒：收哪些、什么时候别响、演练

# 我的
wishes-need = 我在紧急时需要帮助
wishes-need-change = 紧急帮助：查看、修改
wishes-would = 我愿意帮忙
wishes-would-no-more = 不再帮忙
wishes-alerts-open = 预警提醒
wishes-needs-help = 您说过：紧急时需要帮助。没有留门牌。
wishes-needs-help-at = 您说过：紧急时需要帮助，在「{ $door }」。
wishes-would-help = 您愿意在紧急时帮忙。

# 需要帮助
wishes-need-ask =
    腿脚不便、听不清、要人搀一把？告诉我们，紧急时会尽量先来看您。
    只有值班人员看得到；真有紧急情况，来您这栋楼敲门的志愿者或网格员也看得到。加密保存，随时一点就删。
wishes-need-agree = 同意，请记下
wishes-door-ask = 您家是哪一户？直接写，60 个字以内，比如「3栋2单元501」。不想写也可以，不过来敲门的人就得一户户问。
wishes-door-skip = 不留门牌
wishes-need-set = 记下了，紧急时会尽量先来看您；平时没有人会因为这个打扰您。有人有危险时，请先打 110、119、120。
wishes-need-who = 只有值班人员看得到；真有紧急情况，来您这栋楼敲门的志愿者或网格员也看得到。
wishes-door-change = 改门牌
wishes-need-no-more = 不再需要，删掉
wishes-need-gone = 好的，已经删掉，门牌也没有了。以后需要，点「我的」。
wishes-door-gone = 门牌也一起删除了。
wishes-nearer = 选更具体的住处（到楼栋）
wishes-door-still = 您搬了地方，而留的门牌还是「{ $door }」，紧急时会有人去那里敲门。不对的话请改一下。

# 愿意帮忙
wishes-would-set = 谢谢您！紧急时我们可能请您就近搭把手，比如在自己楼里敲敲门；不方便就不用去，随时可以不帮。
wishes-would-gone = 好的，不再请您帮忙。谢谢您。

# /alerts
wishes-alerts = <b>预警提醒</b>：点一下就能改，收还是不收写在按钮上。
wishes-alerts-always = 不收和安静时段只管蓝色、黄色预警。橙色、红色是要紧事，一定会发给您，什么时候都会响。
wishes-kind-on = { $kind }：收
wishes-kind-off = { $kind }：不收
wishes-quiet-none = 安静时段：没有设
wishes-quiet-at = 安静时段：{ $span }，这时来的蓝色、黄色预警不响铃
wishes-quiet-change = 安静时段…
wishes-quiet-ask = 从几点到几点别响铃？点一个，或者直接写，比如「22-6:30」。
wishes-quiet-off = 不设
wishes-drills-on = 演练：参加
wishes-drills-off = 演练：不参加
wishes-drills-join = 参加演练
wishes-drills-leave = 不参加演练
wishes-no-home = 您还没有填住在哪一片，预警不知道该不该发给您。
