mydata-coming = 好的，正在打包我们保存的、与您有关的全部内容，马上用文件发给您。
mydata-whole = 这是我们保存的、与您有关的全部内容：照片、语音等原件，和一份 data.json。里面没有别人的信息。请自己收好，不要转给别人。
mydata-part = 第 { $number } 个文件，共 { $count } 个，合在一起是我们保存的、与您有关的全部内容。里面没有别人的信息。请自己收好，不要转给别人。
mydata-same = 您刚刚要过，文件已经发给您，或者马上就到，请往上翻一翻。{ $again } 以后可以再要一份新的。
mydata-enough = 今天已经发过几份了。{ $again } 以后可以再要。
mydata-failed = 对不起，这次没能打包成功，管理员已经在日志里看到了。请过一会儿再发 /mydata。
mydata-button = 我的数据
