place-unknown = That QR code is not in use any more. Never mind, you can report all the same.
