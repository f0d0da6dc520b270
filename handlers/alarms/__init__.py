"""What operators must know, told by chat: `sound` and `clear` in service.py, what is said in notices.py, what stands wrong in rules.py."""
