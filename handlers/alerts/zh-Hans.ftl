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

# 等级
alert-level-blue = 蓝色 🔵
alert-level-yellow = 黄色 🟡
alert-level-orange = 橙色 🟠
alert-level-red = 红色 🔴
