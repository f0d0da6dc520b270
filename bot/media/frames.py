"""What goes between the bot and its picture worker: lengths, and then the bytes."""

import struct

MOST_PICTURE_BYTES = 10 << 20

REQUEST = struct.Struct(">I")  # the picture's length
ANSWER = struct.Struct(">II")  # the lengths of a JSON object and of a JPEG, which may be 0
