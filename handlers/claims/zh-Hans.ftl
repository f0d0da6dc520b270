claim-get = 领奖码
claim-shown =
    { $code } 的领奖码：<code>{ $code } { $claim }</code>
    社区发奖励时，到服务点出示这一行就行，不用说名字。谁拿着它谁就能领，请收好。
claim-used = { $code } 的奖励已经在{ $at }发过了。
claim-not-yet = 确认解决以后才有领奖码。
claim-staff-only = 「领奖码」由工作人员核对。想看自己的，在「我的上报」里点编号。
claim-wrong = 对不上。请发「/claim 编号 领奖码」，两样都照着打；不归您管的也查不到。
claim-not-fixed = { $code }：对得上，可是还没有确认解决，现在不能领。
claim-right-first = ✅ { $code }：对得上，已确认解决，是第一个报的。发了奖励请点一下，只能记一次。
claim-right-later = ✅ { $code }：对得上，已确认解决，是后来加入的。发了奖励请点一下，只能记一次。
claim-paid = 已发，记下来
claim-noted = { $code }：记下了，奖励已发。
claim-too-late = 已经记过了，或者还没有确认解决。
claim-told = { $code } 的奖励已在服务点发放。不是您领的？请马上告诉社区。
history-claimed = 奖励已发放
claim-points = 值 { $points } 分，从他的积分里扣。
claim-spent = 这一件的积分已经用掉了，不能再领。
