"""The made-up people of the demo's community in Chengdu. Nobody here exists."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """Somebody of the demo; `latitude` and `longitude` (WGS-84 degrees) are where they are."""

    id: int
    first_name: str
    language_code: str
    role: str
    latitude: float
    longitude: float


PEOPLE = (
    Actor(1001, "林秀兰", "zh-hans", "resident", 30.6607, 104.0580),
    Actor(1002, "何建国", "zh-hans", "resident", 30.6592, 104.0562),
    Actor(1003, "苏小满", "zh-hans", "resident", 30.6618, 104.0631),
    Actor(1004, "Emily Carter", "en", "resident", 30.6586, 104.0643),
    Actor(1005, "马骏", "zh-hans", "rider", 30.6601, 104.0612),
    Actor(1006, "田野", "zh-hans", "rider", 30.6612, 104.0550),
    Actor(1007, "周敏", "zh-hans", "staff", 30.6603, 104.0575),
    Actor(1008, "Grace Liu", "en", "staff", 30.6598, 104.0636),
    Actor(1009, "沈岚", "zh-hans", "staff", 30.6609, 104.0602),
    Actor(1010, "陈海", "zh-hans", "team", 30.6606, 104.0571),
    Actor(1011, "Tom Baker", "en", "team", 30.6594, 104.0640),
    Actor(1012, "吴芳", "zh-hans", "team", 30.6615, 104.0596),
    Actor(1013, "Amy Wong", "en", "team", 30.6590, 104.0605),
    Actor(1014, "邓军", "zh-hans", "team", 30.6622, 104.0588),
    Actor(1015, "罗秀", "zh-hans", "team", 30.6597, 104.0592),
    Actor(1016, "Ben Okoro", "en", "rider", 30.6588, 104.0639),
    Actor(1017, "高远", "zh-hans", "officer", 30.6611, 104.0583),
    Actor(1018, "石磊", "zh-hans", "staff", 30.6579, 104.0541),
    Actor(1019, "Nora Price", "en", "officer", 30.6602, 104.0655),
    Actor(1020, "Leo Park", "en", "staff", 30.6626, 104.0672),
    Actor(1021, "Olivia Hart", "en", "resident", 30.6593, 104.0668),
)
