# Which kind an alert of others is: by these words, the kinds tried in this order
cap-words-gas = gas leak, natural gas, coal gas, lpg
cap-words-flood = flood, flash flood, inundation, waterlogging
cap-words-earthquake = earthquake, quake, seismic
cap-words-missing = missing person, missing child, amber alert, child abduction
cap-words-falling = falling object, falling debris
cap-words-power = power cut, power outage, blackout
cap-words-water = water cut, water outage, water shortage
cap-words-health = epidemic, outbreak, infectious, disease, food poisoning, public health
cap-words-rainstorm = rainstorm, heavy rain, torrential rain, rainfall
cap-words-fire = fire, wildfire, bushfire
cap-words-heat = heat, heatwave, high temperature
