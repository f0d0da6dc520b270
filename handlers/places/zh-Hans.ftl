place-unknown = 这个二维码现在不用了，没关系，照样可以报。
