identity-not-yours = 没有这个编号，或者不归您管。要查看是谁报的，请发「/identity 编号」；只有值班负责人和管理员能申请。
identity-nobody = { $code } 没有留下是谁报的，或者那位已经离开了。
identity-alone = 要两位负责人都同意才能查看，可是现在没有第二位。先用 /invite 请一位值班负责人。
identity-ask-reason =
    为什么要知道 { $code } 是谁报的？请写清楚理由。
    另一位负责人同意以后，两位才看得到；您写的理由会原样告诉上报人，也会一直留在记录里。
identity-waits = { $code }：已经去问另一位负责人。24 小时内没有同意就不算了。
identity-asked = { $who } 申请查看 { $code } 是谁报的。您同意吗？同意的话，两位都会看到，上报人会收到通知。
identity-reason = 理由：「{ $reason }」
identity-yes = 同意查看
identity-no = 不同意
identity-over = 这个申请已经处理过、过期了，或者不归您答复。
identity-refused = { $code }：好的，没有打开，已经告诉申请的人。
identity-was-refused = { $code }：另一位负责人没有同意查看是谁报的。
identity-shown = { $code } 的上报人：<a href="{ $link }">{ $name }</a>。请只用在申请的那件事上，不要转告别人。
identity-nameless = 打开对话
identity-told = { $code }：两位负责人一起查看了是您报的。理由：「{ $reason }」。这件事留有记录；您觉得不对，可以发 /conduct 举报。
history-opening = 一位负责人申请查看是谁报的：{ $reason }
history-opened = 另一位负责人同意，两位查看了是您报的
history-unopened = 另一位负责人没有同意查看是谁报的
