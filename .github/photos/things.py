"""Things that stand in more than one of the pictures."""

from canvas import Canvas, Colour, mix

SKY, SKY_LOW = (150, 182, 206), (214, 224, 226)
ASPHALT, ASPHALT_FAR = (84, 87, 92), (112, 115, 118)
WALL, GLASS = (206, 190, 166), (92, 118, 134)
BLACK, STEEL = (28, 30, 33), (120, 126, 132)


def building(canvas: Canvas, left: float, right: float, bottom: float, wall: Colour = WALL, floors: int = 4) -> None:
    """A block of flats: windows, air conditioners, a darker foot."""
    canvas.box(left, 0, right, bottom, wall)
    step = bottom / floors
    columns = max(1, int((right - left) // 92))
    for floor in range(floors):
        canvas.box(left, floor * step + step - 5, right, floor * step + step, mix(wall, BLACK, 0.14))
        for column in range(columns):
            x = left + (right - left) * (column + 0.5) / columns - 27
            window(canvas, x, floor * step + 18)
            if (floor + column) % 3 == 1:
                canvas.box(x + 60, floor * step + 44, x + 84, floor * step + 62, (222, 222, 218))
                canvas.oval(x + 69, floor * step + 53, 6, 6, (176, 178, 178))
    canvas.box(left, bottom - 16, right, bottom, mix(wall, BLACK, 0.3))


def window(canvas: Canvas, x: float, y: float, glass: Colour = GLASS) -> None:
    """With a frame, and sky in its panes."""
    canvas.box(x - 3, y - 3, x + 57, y + 51, (236, 232, 224))
    canvas.fade((x, y, x + 54, y + 48), mix(glass, (255, 255, 255), 0.25), glass)
    canvas.box(x + 26, y, x + 28, y + 48, (236, 232, 224))


def ground(canvas: Canvas, top: float) -> None:
    """Asphalt up to the horizon, with its grain."""
    canvas.fade((0, top, 640, 480), ASPHALT_FAR, ASPHALT)
    canvas.speckled((0, top, 640, 480), (104, 107, 111), 900, 1)


def car(canvas: Canvas, x: float, y: float, size: float, paint: Colour, *, wheels: bool = True) -> None:
    """From the front; x, y is the middle of where it stands."""

    def at(dx: float, dy: float) -> tuple[float, float]:
        return x + dx * size, y + dy * size

    if wheels:
        canvas.haze(x, y, 105 * size, 12 * size, BLACK, 190, 6)
        for side in (-1, 1):
            canvas.box(*at(side * 72 - 16, -40), *at(side * 72 + 16, 2), BLACK, 6 * size)
    canvas.shape(at(-66, -80), at(-48, -138), at(48, -138), at(66, -80), fill=mix(paint, BLACK, 0.18))
    canvas.shape(at(-58, -82), at(-43, -130), at(43, -130), at(58, -82), fill=(74, 92, 104))
    canvas.shape(at(-20, -82), at(-4, -130), at(14, -130), at(6, -82), fill=(120, 142, 154))
    canvas.box(*at(-92, -86), *at(92, -20), paint, 16 * size)
    canvas.box(*at(-88, -86), *at(88, -66), mix(paint, (255, 255, 255), 0.2), 10 * size)
    canvas.box(*at(-46, -58), *at(46, -38), BLACK, 5 * size)
    for side in (-1, 1):
        canvas.oval(*at(side * 70, -52), 17 * size, 11 * size, (246, 242, 214), BLACK, 1.5)
        canvas.oval(*at(side * 96, -92), 9 * size, 7 * size, mix(paint, BLACK, 0.2))
    canvas.box(*at(-90, -34), *at(90, -14), mix(paint, BLACK, 0.3), 6 * size)
    canvas.box(*at(-30, -34), *at(30, -18), (36, 84, 168), 2)
    canvas.words(*at(0, -26), "川A·6K1", 11 * size, (255, 255, 255))


def bike(canvas: Canvas, x: float, y: float, paint: Colour) -> None:
    """An e-bike from the side; x, y is between its wheels, on the ground."""
    canvas.haze(x, y, 105, 8, BLACK, 170, 5)
    for side in (-66, 66):
        canvas.oval(x + side, y - 26, 27, 27, None, BLACK, 8)
        canvas.oval(x + side, y - 26, 6, 6, STEEL)
    canvas.line((x + 66, y - 26), (x + 46, y - 104), (x + 30, y - 110), fill=BLACK, width=6)
    canvas.shape(
        (x + 50, y - 84),
        (x + 62, y - 44),
        (x + 36, y - 28),
        (x - 14, y - 26),
        (x - 14, y - 38),
        (x + 24, y - 42),
        fill=paint,
    )
    canvas.shape((x - 84, y - 58), (x - 20, y - 66), (x - 6, y - 26), (x - 44, y - 26), fill=paint)
    canvas.box(x - 74, y - 78, x - 12, y - 64, BLACK, 6)
    canvas.oval(x + 54, y - 88, 9, 9, (246, 242, 214), BLACK, 2)
    canvas.box(x - 98, y - 96, x - 70, y - 70, mix(paint, BLACK, 0.35), 3)
