"""What the tour's third story listens for and taps."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """What the story listens for and taps, in one language."""

    title: str
    app_asked: str
    app_there: str
    scan: str
    scanned: str
    code_asked: str
    digits: str
    code_set: str
    kind_asked: str
    rain: str
    level_asked: str
    yellow: str
    area_asked: str
    whole: str
    draft: str
    submit: str
    waits: str
    approve: str
    through: str
    yellow_rain: str
    update: str
    level: str
    red: str
    red_draft: str
    alone: str
    too_early: str
    why: str
    reason: str
    alone_code: str
    sent_alone: str
    red_rain: str
    call: str
    heard: str
    to_review: str
    help: str
    where: str
    needs_help: str
    share: str
    found: str
    safe: str
    answered: str
    call_again: str
    call_deputy: str
    silent: str
    sheet: str
    sheet_shown: str
    power: str
    blue: str
    grid: str
    send: str
    blue_power: str
    wrong: str
    wrong_asked: str
    wrong_sure: str
    corrected: str
    clear: str
    clear_asked: str
    clear_sure: str
    cleared: str
    review: str
    review_asked: str
    review_words: str
    review_kept: str
    reviewed: str


WORDS = {
    "zh-Hans": Words(
        title="暴雨预警：两个人批准；变成红色时叫不到人，一个人发；叫应、更正、解除、复核",
        app_asked="先在手机上装一个验证器", app_there="装好了", scan="扫这个二维码", scanned="［用验证器扫码］",
        code_asked="现在是哪 6 位数字",
        digits="［验证器上的 6 位数字］", code_set="设好了", kind_asked="预警什么？", rain="暴雨", level_asked="什么等级？", yellow="黄色",
        area_asked="哪一片？", whole="整个", draft="预警草稿", submit="送去批准", waits="等第二个人批准", approve="批准，发出",
        through="发完了", yellow_rain="🟡 暴雨黄色预警", update="更新", level="改等级", red="红色", red_draft="暴雨红色预警",
        alone="我一个人发", too_early="正在叫批准的人", why="为什么不等第二个人", reason="情况变得太快", alone_code="6 位动态码",
        sent_alone="一个人发的", red_rain="🔴 暴雨红色预警", call="叫应", heard="收到", to_review="一个人发出了预警",
        help="需要帮助", where="您在哪里", needs_help="收到预警", share="分享位置", found="位置告诉他们了", safe="我安全",
        answered="平安 1，需要帮助 1", call_again="再叫一次", call_deputy="请您顶上", silent="没有人答，请打电话", sheet="叫应表",
        sheet_shown="叫应表", power="停电", blue="蓝色", grid="灯笼巷网格", send="发出", blue_power="🔵 停电蓝色预警",
        wrong="发错了，更正", wrong_asked="更正预警", wrong_sure="确定更正", corrected="停电预警发错了", clear="解除",
        clear_asked="解除预警", clear_sure="确定解除", cleared="暴雨预警解除", review="写复核意见", review_asked="该不该这样发",
        review_words="该发。我在地下室抢险，手机没信号；下次先叫副手。", review_kept="复核记下了", reviewed="复核了",
    ),
    "en": Words(
        title="A warning of rain: approved by two; red, sent by one alone; roll call, correction, all clear, review",
        app_asked="authenticator app", app_there="I have one", scan="Scan this QR code", scanned="[scans it with the authenticator]",
        code_asked="Which six digits", digits="[6 digits from the authenticator]", code_set="Done.", kind_asked="A warning of what",
        rain="Rainstorm", level_asked="Which level", yellow="Yellow", area_asked="Where?", whole="All of", draft="Draft of warning",
        submit="Hand in", waits="waits for the second person", approve="Approve and send", through="is through",
        yellow_rain="Rainstorm warning, yellow", update="Update", level="Level", red="Red", red_draft="warning, red",
        alone="I send it alone",
        too_early="are being called", why="Why not wait", reason="It spreads too fast", alone_code="6 digits",
        sent_alone="Sent by one person alone", red_rain="Rainstorm warning, red", call="Roll call", heard="Heard",
        to_review="somebody has sent warning", help="I need help", where="Where are you", needs_help="after warning",
        share="Share my location", found="They know where you are", safe="I am safe", answered="1 safe, 1 need help",
        call_again="Once more", call_deputy="Please step in", silent="please telephone", sheet="Roll call", sheet_shown="Roll call W-",
        power="Power cut", blue="Blue", grid="Old Mill Grid", send="Send", blue_power="Power cut warning, blue", wrong="It was a mistake",
        wrong_asked="Correct warning", wrong_sure="Yes, correct it", corrected="was a mistake", clear="All clear",
        clear_asked="All clear for warning", clear_sure="Yes, all clear", cleared="All clear: Rainstorm", review="Write the review",
        review_asked="Was it right", review_words="It was right. I was in a basement without a signal; next time ring the deputy first.",
        review_kept="they have been told", reviewed="was reviewed",
    ),
}  # fmt: skip
