"""Draws the demo's sample photos: `python .github/photos` writes bot/demo/web/photos/*.jpg. Needs Pillow and fonts-noto-cjk."""

from collections.abc import Callable
from pathlib import Path

from canvas import Canvas, mix
from things import ASPHALT, BLACK, GLASS, SKY, SKY_LOW, STEEL, WALL, bike, building, car, ground, window

TARGET = Path(__file__).parents[2] / "bot" / "demo" / "web" / "photos"
YELLOW, RED, WHITE = (238, 192, 40), (196, 44, 36), (244, 243, 238)


def fire_lane() -> Canvas:
    """A car on a lane that has to be free."""
    canvas = Canvas(SKY, SKY_LOW)
    building(canvas, 0, 640, 250, floors=3)
    ground(canvas, 250)
    canvas.box(462, 176, 602, 232, RED, 4)
    canvas.words(532, 193, "消防通道", 22, WHITE)
    canvas.words(532, 218, "禁止占用", 18, WHITE)
    canvas.shape((196, 250), (204, 250), (34, 480), (10, 480), fill=YELLOW)
    canvas.shape((436, 250), (444, 250), (630, 480), (606, 480), fill=YELLOW)
    for near in range(4):
        y, wide = 258 + near * 14 + near * near * 4, 118 + near * 18
        canvas.line((320 - wide, y), (320 + wide, y + 10), fill=YELLOW, width=2 + near)
    canvas.painted([(140, 404), (500, 404), (556, 468), (84, 468)], "消防通道", YELLOW)
    car(canvas, 320, 388, 1.15, (176, 40, 44))
    return canvas


def charging() -> Canvas:
    """A wire from a window, and an e-bike at its end."""
    canvas = Canvas(SKY, SKY_LOW)
    building(canvas, 0, 640, 380, (198, 178, 158), floors=4)
    ground(canvas, 380)
    canvas.box(0, 374, 640, 388, (150, 150, 146))
    window(canvas, 431, 113, (40, 48, 56))
    canvas.box(458, 110, 491, 164, (236, 232, 224))
    for start, end, sag in (((446, 158), (446, 300), 0), ((446, 300), (268, 366), 44)):
        canvas.hanging(start, end, sag, (230, 92, 20), 5)
    bike(canvas, 250, 444, (34, 96, 150))
    canvas.box(236, 352, 292, 370, WHITE, 4, edge=1)
    for hole in range(3):
        canvas.oval(248 + hole * 16, 361, 4, 4, BLACK)
    canvas.line((264, 370), (240, 392), (210, 386), fill=BLACK, width=4)
    canvas.shape((318, 330), (302, 358), (314, 356), (306, 382), (332, 348), (318, 350), (330, 330), fill=YELLOW)
    return canvas


def manhole() -> Canvas:
    """A round hole in the road, and no cover."""
    canvas = Canvas(ASPHALT, ASPHALT)
    ground(canvas, 0)
    canvas.fade((0, 0, 640, 76), (176, 172, 164), (150, 147, 140))
    canvas.box(0, 76, 640, 92, (120, 118, 112))
    for joint in range(0, 640, 108):
        canvas.line((joint + 30, 0), (joint, 90), fill=(130, 127, 120), width=2)
    canvas.shape((470, 92), (520, 92), (640, 330), (640, 430), fill=(222, 220, 212))
    canvas.oval(300, 300, 196, 112, (70, 72, 76))
    canvas.oval(300, 296, 182, 102, (134, 130, 122))
    canvas.oval(300, 296, 164, 90, (58, 52, 46))
    for ring in range(10):
        canvas.oval(300, 300 + ring * 3, 160 - ring * 5, 86 - ring * 4, mix((92, 74, 60), BLACK, ring / 9))
    canvas.oval(300, 334, 104, 44, (8, 9, 11))
    for rung in range(3):
        canvas.line(
            (258, 252 + rung * 26), (342, 252 + rung * 26), fill=mix((150, 110, 80), BLACK, rung / 3.2), width=6
        )
    for crack in (
        ((120, 250), (70, 214), (40, 222)),
        ((470, 340), (540, 380), (560, 430)),
        ((250, 404), (226, 450), (240, 478)),
    ):
        canvas.line(*crack, fill=(46, 48, 52), width=3)
    return canvas


def gas() -> Canvas:
    """A yellow pipe that leaks at its joint."""
    canvas = Canvas((214, 208, 196), (190, 184, 172))
    for row in range(9):
        for column in range(-1, 6):
            x, y = column * 128 + (row % 2) * 64, row * 56
            canvas.box(x + 2, y + 2, x + 126, y + 54, mix((206, 198, 184), BLACK, canvas.dice.uniform(0, 0.07)))
    for y in (96, 396):
        canvas.box(140, y, 216, y + 14, STEEL)
    canvas.fade((160, 0, 196, 480), (246, 206, 60), (222, 172, 30))
    canvas.box(164, 0, 171, 480, (252, 226, 120))
    canvas.box(196, 246, 440, 282, (232, 186, 40))
    canvas.box(196, 250, 440, 256, (252, 226, 120))
    for x, y, wide, high in ((150, 236, 56, 56), (300, 236, 22, 56), (326, 236, 22, 56), (424, 214, 34, 100)):
        canvas.box(x, y, x + wide, y + high, (150, 118, 26), 4, edge=1)
    canvas.box(456, 176, 590, 330, (232, 232, 226), 10, edge=2)
    canvas.box(480, 200, 566, 236, BLACK, 4)
    canvas.words(523, 218, "00731", 24, (120, 220, 140))
    canvas.words(523, 270, "燃气", 34, RED)
    for puff in range(16):
        canvas.haze(324 + puff * 5, 224 - puff * 13, 16 + puff * 4, 12 + puff * 3, (252, 252, 252), 120 - puff * 5, 9)
    for side in (-26, -8, 12, 34):
        canvas.line((324 + side * 0.3, 234), (324 + side * 1.6, 176), fill=WHITE, width=3)
    canvas.shape((70, 316), (18, 404), (122, 404), fill=BLACK)
    canvas.shape((70, 328), (29, 398), (111, 398), fill=YELLOW)
    canvas.words(70, 376, "!", 52, BLACK)
    return canvas


def tree() -> Canvas:
    """A tree across the road."""
    canvas = Canvas(SKY, SKY_LOW)
    building(canvas, 0, 190, 220, floors=3)
    building(canvas, 470, 640, 220, (186, 196, 190), floors=3)
    ground(canvas, 220)
    canvas.shape((150, 220), (0, 330), (0, 220), fill=(158, 154, 146))
    canvas.shape((490, 220), (640, 330), (640, 220), fill=(158, 154, 146))
    for dash in range(4):
        y, high = 232 + dash * dash * 17, 10 + dash * 10
        canvas.shape(
            (318 - dash, y), (322 + dash, y), (324 + dash * 2, y + high), (316 - dash * 2, y + high), fill=WHITE
        )
    canvas.haze(330, 372, 300, 26, BLACK, 150, 12)
    canvas.shape((88, 286), (100, 346), (430, 356), (430, 322), fill=(98, 70, 46))
    canvas.shape((90, 288), (94, 304), (430, 334), (430, 322), fill=(134, 100, 68))
    for root in ((40, 262), (30, 300), (44, 344), (62, 376), (66, 250)):
        canvas.line((96, 316), root, fill=(84, 58, 38), width=11)
    canvas.oval(88, 316, 30, 46, (110, 80, 54))
    for bough in ((520, 250), (560, 330), (500, 400), (600, 290)):
        canvas.line((410, 338), bough, fill=(98, 70, 46), width=13)
    for leaf in range(340):
        x, y = canvas.dice.gauss(500, 66), canvas.dice.gauss(322, 46)
        shade = mix((44, 92, 46), (150, 182, 78), canvas.dice.random() ** 1.6 * (1 - leaf / 900))
        canvas.oval(x, y, canvas.dice.uniform(9, 19), canvas.dice.uniform(7, 13), shade)
    return canvas


def underpass() -> Canvas:
    """Water under a bridge, and a car in it up to its windows."""
    canvas = Canvas((140, 152, 164), (176, 184, 188), 4)
    canvas.fade((0, 90, 640, 330), (166, 164, 158), (140, 138, 132))
    canvas.box(0, 78, 640, 118, (186, 184, 178))
    for post in range(0, 640, 32):
        canvas.box(post, 46, post + 5, 80, STEEL)
    canvas.box(0, 44, 640, 51, STEEL)
    canvas.shape((96, 330), (96, 190), (150, 150), (490, 150), (544, 190), (544, 330), fill=(44, 47, 52))
    canvas.shape((150, 330), (150, 212), (190, 186), (450, 186), (490, 212), (490, 330), fill=(26, 28, 32))
    canvas.box(198, 98, 442, 142, YELLOW, 4, edge=2)
    canvas.words(320, 119, "下穿隧道 限高3.5米", 24, BLACK)
    canvas.box(556, 170, 572, 420, WHITE)
    for mark in range(8):
        canvas.box(556, 180 + mark * 30, 572, 195 + mark * 30, RED)
    car(canvas, 320, 352, 0.85, (226, 228, 230), wheels=False)
    canvas.fade((0, 288, 640, 480), (132, 116, 88), (104, 90, 66))
    for _ in range(70):
        y = canvas.dice.uniform(294, 474)
        x, long = canvas.dice.uniform(0, 640), (y - 270) / 3
        canvas.line(
            (x - long, y), (x + long, y), fill=mix((150, 134, 106), (210, 204, 190), canvas.dice.random()), width=1.5
        )
    for ring in range(1, 5):
        canvas.oval(320, 296, 78 + ring * 22, 7 + ring * 5, None, (172, 158, 130), 1.5)
    canvas.box(556, 300, 572, 420, (150, 120, 96))
    return canvas


def wires() -> Canvas:
    """Wires that hang from a pole down to the pavement."""
    canvas = Canvas(SKY, SKY_LOW)
    building(canvas, 380, 640, 330, (204, 196, 184), floors=4)
    ground(canvas, 390)
    canvas.fade((0, 330, 640, 404), (178, 174, 166), (160, 156, 148))
    canvas.box(0, 400, 640, 410, (128, 126, 120))
    canvas.box(150, 0, 176, 392, (150, 148, 142))
    canvas.box(150, 0, 158, 392, (176, 174, 168))
    for y in (44, 84):
        canvas.box(84, y, 244, y + 10, (104, 84, 64))
        for x in (94, 136, 190, 232):
            canvas.box(x - 5, y - 14, x + 5, y, (206, 120, 70), 3)
    canvas.box(180, 120, 226, 190, STEEL, 3, edge=2)
    for x, y, far in ((94, 30, 26), (136, 30, 34), (190, 30, 44), (232, 30, 52)):
        canvas.hanging((x, y), (-20, far - 26), 14, BLACK, 2.5)
        canvas.hanging((x, y), (660, far - 10), 30, BLACK, 2.5)
    for start, middle, end in (
        ((136, 72), (300, 330), (392, 424)),
        ((232, 72), (330, 300), (474, 446)),
        ((190, 72), (262, 360), (300, 438)),
    ):
        canvas.hanging(start, middle, 46, BLACK, 5)
        canvas.hanging(middle, end, 20, BLACK, 5)
        for spread in (-12, 0, 12):
            canvas.line(end, (end[0] + 16, end[1] + spread), fill=(206, 118, 52), width=2.5)
    for x, y in ((420, 404), (504, 428)):
        canvas.shape(
            (x, y - 26),
            (x - 12, y + 2),
            (x - 2, y),
            (x - 8, y + 22),
            (x + 14, y - 8),
            (x + 3, y - 6),
            (x + 12, y - 26),
            fill=YELLOW,
        )
    return canvas


def clutter() -> Canvas:
    """Stairs on which one cannot get past."""
    canvas = Canvas((206, 204, 192), (186, 184, 172), 3)
    canvas.box(0, 300, 640, 480, (150, 148, 140))
    canvas.box(0, 0, 640, 12, (170, 168, 158))
    for step in range(9):
        left, top = 210 + step * 48, 420 - step * 42
        canvas.box(left, top, 640, 480, mix((172, 168, 158), BLACK, 0.04 * (step % 2)))
        canvas.box(left, top, 640, top + 7, (206, 202, 192))
        canvas.box(left, top + 7, left + 4, top + 42, (126, 122, 114))
    canvas.line((206, 300), (610, -52), fill=(150, 60, 40), width=10)
    for step in range(9):
        canvas.line((228 + step * 48, 420 - step * 42), (228 + step * 48, 286 - step * 42), fill=(92, 92, 92), width=4)
    for x, y, wide, high in (
        (40, 330, 130, 118),
        (60, 236, 104, 96),
        (250, 316, 116, 88),
        (352, 222, 104, 86),
        (268, 246, 80, 72),
        (150, 376, 112, 84),
    ):
        paper = mix((186, 142, 92), BLACK, canvas.dice.uniform(0, 0.16))
        canvas.box(x, y, x + wide, y + high, paper, 2, edge=1)
        canvas.box(x + wide * 0.42, y, x + wide * 0.58, y + high, mix(paper, WHITE, 0.3))
        canvas.box(x, y, x + wide, y + 8, mix(paper, BLACK, 0.15))
    for x, y, wide in ((306, 430, 62), (420, 402, 50)):
        canvas.oval(x, y, wide, 44, (52, 88, 132))
        canvas.shape((x - 16, y - 38), (x, y - 66), (x + 16, y - 38), fill=(42, 74, 114))
    bike(canvas, 520, 452, (186, 52, 60))
    canvas.box(16, 92, 132, 136, (22, 128, 74), 4)
    canvas.words(74, 114, "安全出口", 24, WHITE)
    return canvas


def railing() -> Canvas:
    """Flower pots on the edge of a balcony; one is about to fall."""
    canvas = Canvas(SKY, SKY_LOW, 2)
    canvas.box(0, 0, 560, 480, WALL)
    canvas.box(40, 10, 520, 214, (236, 232, 224))
    canvas.fade((48, 18, 276, 214), mix(GLASS, WHITE, 0.3), GLASS)
    canvas.fade((284, 18, 512, 214), mix(GLASS, WHITE, 0.3), GLASS)
    canvas.box(0, 290, 590, 322, (224, 218, 206))
    canvas.box(0, 318, 590, 330, (150, 144, 132))
    for post in range(10, 580, 34):
        canvas.box(post, 172, post + 6, 292, (70, 78, 84))
    canvas.box(0, 164, 590, 176, (56, 64, 70))
    for x, bloom in ((86, RED), (206, (214, 92, 150)), (326, YELLOW)):
        pot(canvas, x, 164, 0, bloom)
    pot(canvas, 556, 176, 24, RED)
    canvas.box(0, 420, 560, 480, mix(WALL, BLACK, 0.1))
    for speed in range(3):
        canvas.line((594 + speed * 16, 150 + speed * 22), (604 + speed * 16, 196 + speed * 24), fill=WHITE, width=4)
    canvas.haze(610, 470, 60, 16, (90, 96, 100), 200, 10)
    return canvas


def pot(canvas: Canvas, x: float, y: float, lean: float, bloom: tuple[int, int, int]) -> None:
    """A flower pot that stands on y, leaning so far to the right."""
    canvas.shape(
        (x - 30 + lean, y - 56),
        (x + 34 + lean, y - 56 + lean * 0.9),
        (x + 22, y + lean * 0.5),
        (x - 22, y),
        fill=(182, 92, 56),
    )
    canvas.line((x - 34 + lean, y - 58), (x + 36 + lean, y - 58 + lean * 0.9), fill=(204, 112, 72), width=12)
    for _ in range(46):
        dx, dy = canvas.dice.gauss(0, 20), canvas.dice.gauss(-34, 15)
        canvas.oval(
            x + dx + lean * 1.7,
            y - 60 + dy + lean * 0.5,
            9,
            6,
            mix((46, 104, 54), (120, 170, 90), canvas.dice.random()),
        )
    for _ in range(9):
        dx, dy = canvas.dice.gauss(0, 18), canvas.dice.gauss(-42, 14)
        canvas.oval(x + dx + lean * 1.8, y - 60 + dy + lean * 0.5, 7, 7, bloom)


SCENES: tuple[Callable[[], Canvas], ...] = (fire_lane, charging, manhole, gas, tree, underpass, wires, clutter, railing)

if __name__ == "__main__":
    TARGET.mkdir(exist_ok=True)
    for scene in SCENES:
        scene().save(TARGET / f"{scene.__name__}.jpg")
