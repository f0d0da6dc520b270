mydata-coming = 好的，正在打包我们保存的、与您有关的全部内容，马上用文件发给您。
mydata-whole = 这是我们保存的、与您有关的全部内容：照片、语音等原件，和一份 data.json。里面没有别人的信息。请自己收好，不要转给别人。
mydata-part = 第 { $number } 个文件，共 { $count } 个，合在一起是我们保存的、与您有关的全部内容。里面没有别人的信息。请自己收好，不要转给别人。
mydata-same = 您刚刚要过，文件已经发给您，或者马上就到，请往上翻一翻。{ $again } 以后可以再要一份新的。
mydata-enough = 今天已经发过几份了。{ $again } 以后可以再要。
mydata-failed = 对不起，这次没能打包成功，管理员已经在日志里看到了。请过一会儿再发 /mydata。
mydata-button = 我的数据

erase-button = 删除我的一切
erase-ask =
    <b>删除与您有关的一切</b>
    马上删掉，不能恢复：
    • 您的账号编号、住处、门牌、各种选择和同意；身份 { $roles } 个
    • 您的 { $reports } 件上报里的照片、语音、文字、准确位置和名字，以及「是您报的」这件事
    • 没做完的内容，还没发给您的消息
    留下的（看不出和您有关）：
    • 隐患本身：类别、网格、大概位置（约一百米）、处理到哪一步。还没办完的 { $open } 件照常处理，但进展没法再告诉您
    • 工作人员聊天里的卡片会马上去掉您的文字和照片；别的消息他们已经收到的，我们收不回来
    • 备份，最多 30 天后也没有了
    想先留一份，请点「我的数据」。这个按钮 10 分钟内有效。
erase-confirm = 全部删除
erase-keep = 先不删
erase-kept = 好的，什么都没有删。
erase-stale = 已经过期，或者内容有变化，请再看一遍。
erase-done = 好了，一分钟之内全部清除干净，备份里的最多 30 天后消失。还没办完的隐患照常处理。以后想再用，直接发消息给我，就像第一次见面一样。
leave-last-administrator = 您是最后一位管理员，走了就没有人管这个机器人了。请先让运行它的人再指定一位管理员（shao invite --role administrator），然后再来。

consents-button = 我的同意
withdraw-head = <b>您同意过的事</b>：每一项都可以单独收回，先告诉您会怎样，再由您决定。
withdraw-nothing = 您现在没有同意过任何一项，所以没有可以收回的。
consent-given = ✅ 同意了
consent-not-given = — 没有
consent-line-general = 使用「哨」上报隐患：{ $state }
consent-line-home = 保存住处：{ $state }
consent-line-area = 骑手所在的片区：{ $state }
consent-line-naming = 实名上报：{ $state }
consent-line-voice = 让工作人员听语音：{ $state }
withdraw-general = 收回全部
withdraw-home = 收回住处
withdraw-area = 收回片区
withdraw-naming = 收回名字
withdraw-voice = 收回语音
withdraw-yes = 收回
withdraw-no = 不收回
withdraw-before-general = 收回以后，您就像从来没有来过：账号编号、住处、选择和身份都删除。您的上报会留下，照片和文字也在，继续处理，但不再记录是谁报的，进展也没法再告诉您。照片和文字也想删，请用 /erase。
withdraw-after-general = 收回了，一分钟之内清除干净。您的上报作为匿名隐患继续处理。以后想再用，直接发消息给我，就像第一次见面一样。
withdraw-before-home = 收回以后，住处马上删除，门牌也一起删除，这一片有预警时不再通知您。上报不受影响。
withdraw-after-home = 收回了，住处已经删除。想再填，点「我的」。
withdraw-before-area = 收回以后，您最近所在的片区马上删除，那一片的通知不再发给您。下次上报时又会记下，12 小时后自动删除。
withdraw-after-area = 收回了，片区已经删除。
withdraw-before-naming = 收回以后，您的名字从以前的上报里马上去掉，以后都匿名上报。工作人员已经看到的，收不回来。
withdraw-after-naming = 收回了，名字已经去掉，以后都匿名上报。想再用名字，点「我的」。
withdraw-before-voice = 收回以后，您的语音不再给工作人员听；下次发语音会再问您一次。他们已经收到的，收不回来。
withdraw-after-voice = 收回了，您的语音不再给工作人员听。
consent-line-look = 帮忙看附近修好没有：{ $state }
withdraw-look = 收回帮忙看
withdraw-before-look = 收回以后，您为帮忙看留的地方马上删除，不再问您附近修好没有。上报不受影响。
withdraw-after-look = 收回了，那个地方已经删除。想再帮忙看，点「我的」。
consent-line-help = 紧急时需要帮助、门牌：{ $state }
withdraw-help = 收回紧急帮助
withdraw-before-help = 收回以后，「紧急时需要帮助」和门牌马上删除，紧急时不会特意先来看您。上报和预警不受影响。
withdraw-after-help = 收回了，门牌也已经删除。以后需要，点「我的」。
