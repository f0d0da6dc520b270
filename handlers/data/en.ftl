mydata-coming = All right: everything we keep about you is being packed, and reaches you as a file in a moment.
mydata-whole = This is everything we keep about you: your photos, voice notes and so on, and a file data.json. There is nothing about anybody else in it. Keep it to yourself.
mydata-part = File { $number } of { $count }; together they are everything we keep about you. There is nothing about anybody else in them. Keep them to yourself.
mydata-same = You have just asked: the file is above, or about to arrive. You can ask for a new one after { $again }.
mydata-enough = You have had several today. You can ask again after { $again }.
mydata-failed = Sorry, packing your data did not work this time; the administrators can see that in the log. Please send /mydata again in a while.
mydata-button = My data
