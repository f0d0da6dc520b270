# 别处发来的预警说的是哪一种：出现这些词就算，前面的种类先认
cap-words-gas = 燃气, 煤气, 天然气, 液化气, 瓦斯
cap-words-flood = 山洪, 洪水, 洪涝, 内涝, 积水, 汛
cap-words-earthquake = 地震
cap-words-missing = 寻人, 走失, 失踪, 失联
cap-words-falling = 坠物, 高空抛物, 坠落
cap-words-power = 停电, 限电, 断电
cap-words-water = 停水, 断水, 限水
cap-words-health = 疫情, 传染病, 流感, 登革热, 食物中毒, 公共卫生
cap-words-rainstorm = 暴雨, 强降雨, 大雨, 强降水
cap-words-fire = 火灾, 火险, 起火, 着火, 失火, 山火, 火情
cap-words-heat = 高温, 热浪, 酷热
