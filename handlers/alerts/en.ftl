# Kinds
alert-kind-rainstorm = Rainstorm
alert-kind-flood = Flood
alert-kind-heat = Heat
alert-kind-gas = Gas leak
alert-kind-fire = Fire
alert-kind-power = Power cut
alert-kind-water = Water cut
alert-kind-falling = Falling objects
alert-kind-earthquake = Earthquake
alert-kind-health = Public health
alert-kind-missing = Missing person
alert-kind-other = Other

# Levels
alert-level-blue = blue 🔵
alert-level-yellow = yellow 🟡
alert-level-orange = orange 🟠
alert-level-red = red 🔴
