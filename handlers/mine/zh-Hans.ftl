command-me = 我的：住处、匿名还是实名、语言、骑手

mine-home = 您填的住处：<b>{ $home }</b>。以后这一片有预警或通知，会先发给您。
mine-no-home = 您还没有填住在哪一片。填了以后，有预警或通知会先发给您。
mine-anonymous = 您现在匿名上报。
mine-named = 您现在实名上报。
mine-naming = 匿名还是实名
mine-rider = 您是骑手。
mine-rider-at = 您是骑手，现在算您在「{ $unit }」，到{ $until }。
mine-ride = 我是骑手
mine-ride-no-more = 不再当骑手
mine-home-change = 选我住的地方
mine-home-forget = 删除住处
mine-language = 语言
mine-privacy = 隐私

home-question = 顺便问一句：您住在「{ $grid }」这一片吗？是的话，以后这一片有预警或通知会先发给您。（您的上报不会被当成住址。）
home-yes = 是，我住这里
home-no = 不是
home-set = 好的，记下了：您住在「{ $home }」。随时可以在「我的」里修改或删除。
home-unset = 好的，现在没有保存您的住处。以后想填，点「我的」。
home-ask = 您住在哪一片？点名称，或者直接发一个位置（位置本身不保存）。
home-ask-part = 具体是哪里？不清楚也没关系。
home-unsure = 不清楚
home-not-found = 这个位置不在我们负责的范围里，没有保存。请点「我的」，按名称选。
