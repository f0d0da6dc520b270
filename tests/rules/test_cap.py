"""CAP 1.2: what we write is what the standard wants, reads back the same, and what is hostile is refused."""

import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from encodings.aliases import aliases
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import xmlschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from handlers.cap.build import NAMESPACE, as_identifier, to_xml, written_time
from handlers.cap.parse import MOST, MOST_BYTES, MOST_POINTS, parse
from handlers.cap.problems import CapProblem, CapRefused
from handlers.cap.records import CapAlert, CapStatus, Certainty, MsgType, Reference
from tests.rules.cap_makers import ALERTS, EARLIER, SENT, alert, info

SCHEMA = xmlschema.XMLSchema(Path(__file__).parent / "cap-1.2.xsd")
FULL = to_xml(alert())
UNHURRIED = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
QUICK = 5.0  # seconds; far more than any of these takes
BOMB = b'<!DOCTYPE alert [<!ENTITY a "aaaaaaaaaa">%s]>' % b"".join(
    b'<!ENTITY %c "&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;">' % (one, *[one - 1] * 10) for one in b"bcdefghij"
)
BLOW_UP = b'<!DOCTYPE alert [<!ENTITY a "%s">]>' % (b"a" * 100_000)


def refusal(data: bytes) -> CapProblem:
    """Why it is refused; and that it does not take long."""
    began = time.perf_counter()
    with pytest.raises(CapRefused) as refused:
        parse(data)
    assert time.perf_counter() - began < QUICK
    assert refused.value.detail.isprintable()
    assert len(refused.value.detail) <= 200
    return refused.value.reason


def changed(old: str, new: str, document: bytes = FULL) -> bytes:
    """The full message with something else in it, everywhere."""
    assert old.encode() in document
    return document.replace(old.encode(), new.encode())


@pytest.mark.parametrize("status", [CapStatus.ACTUAL, CapStatus.EXERCISE])
@pytest.mark.parametrize("msg_type", [MsgType.ALERT, MsgType.UPDATE, MsgType.CANCEL])
def test_what_we_write_is_what_the_schema_wants(status: CapStatus, msg_type: MsgType) -> None:
    references = () if msg_type is MsgType.ALERT else (EARLIER, EARLIER)
    written = to_xml(alert(status=status, msg_type=msg_type, references=references, note="演练"))
    SCHEMA.validate(written.decode())
    assert (
        f"<references>{EARLIER.sender},{EARLIER.identifier},2026-07-01T07:00:00+08:00 " in written.decode()
    ) == bool(references)


def test_the_schema_is_strict() -> None:
    """Or it would prove nothing."""
    for old, new in [
        ("<event>", "<evnt>"),
        ("+08:00", "Z"),
        ("shao-42", "shao 42"),
        ("Severe", "Bad"),
        ("<urgency>Immediate</urgency>", ""),
    ]:
        assert not _is_valid(changed(old, new))
    assert _is_valid(FULL)


def _is_valid(document: bytes) -> bool:
    with suppress(Exception):
        return bool(SCHEMA.is_valid(document.decode()))
    return False


@given(ALERTS)
@UNHURRIED
def test_whatever_can_be_made_is_valid_and_reads_back_the_same(made: CapAlert) -> None:
    written = to_xml(made)
    SCHEMA.validate(written.decode())
    assert parse(written) == made


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2026, 7, 1, 8, tzinfo=UTC), "2026-07-01T08:00:00-00:00"),
        (datetime(2026, 7, 1, 8, 0, 1, 999_999, tzinfo=ZoneInfo("Asia/Shanghai")), "2026-07-01T08:00:01+08:00"),
        (datetime(2026, 7, 1, tzinfo=timezone(-timedelta(hours=3, minutes=30))), "2026-07-01T00:00:00-03:30"),
        (datetime(1900, 1, 1, 8, tzinfo=ZoneInfo("Asia/Shanghai")), "1899-12-31T23:54:17-00:00"),
    ],
)
def test_times_have_an_offset_in_numbers(moment: datetime, written: str) -> None:
    assert written_time(moment) == written


def test_what_xml_cannot_hold_is_left_out() -> None:
    made = alert(infos=[info(headline=" \x00暴\ud800雨\x0b\r\n<b>&\ufffe ]]> ", description="\x01 ")])
    assert (made.infos[0].headline, made.infos[0].description) == ("暴雨\n<b>& ]]>", None)
    assert parse(to_xml(made)) == made


@pytest.mark.parametrize("wrong", ["", "a b", "a,b", "a<b", "a&b", "a\x00", "a\u3000b", "a\ud800", "x" * 501])
def test_identifiers_are_as_cap_lets_them_be(wrong: str) -> None:
    with pytest.raises(ValidationError):
        alert(identifier=wrong)
    assert alert(identifier=as_identifier(f"shao{wrong}")).identifier.startswith("shao")


def test_a_cancel_says_of_what() -> None:
    with pytest.raises(ValidationError):
        alert(msg_type=MsgType.CANCEL)
    assert refusal(changed("<msgType>Alert", "<msgType>Cancel")) is CapProblem.MISSING


@pytest.mark.parametrize("name", ["identifier", "sender", "sent", "status", "msgType", "scope"])
def test_what_must_be_there(name: str) -> None:
    assert refusal(changed(f"<{name}>", f"<{name}/><x>").replace(f"</{name}>".encode(), b"</x>")) is CapProblem.MISSING


@pytest.mark.parametrize("name", ["category", "event", "urgency", "severity", "certainty", "areaDesc", "valueName"])
def test_what_must_be_there_in_an_info(name: str) -> None:
    assert refusal(changed(f"<{name}>", "<x>").replace(f"</{name}>".encode(), b"</x>")) is CapProblem.MISSING


WRONG: list[tuple[str, str, CapProblem]] = [
    ("<status>Actual", "<status>actual", CapProblem.WRONG_VALUE),
    ("<severity>Severe", "<severity>Red", CapProblem.WRONG_VALUE),
    ("<language>en", "<language>../../en", CapProblem.WRONG_VALUE),
    ("shao-42", "shao 42", CapProblem.WRONG_VALUE),
    ("<scope>Public</scope>", "<scope>Public</scope><references>a,b</references>", CapProblem.WRONG_VALUE),
    ("<scope>Public</scope>", "<scope>Public</scope><scope>Public</scope>", CapProblem.WRONG_VALUE),
    ("<event>暴雨", "<event><b/>暴雨", CapProblem.WRONG_VALUE),
    ("<sent>2026-07-01T08:00:00+08:00", "<sent>2026-07-01T08:00:00", CapProblem.WRONG_TIME),
    ("<sent>2026-07-01T08:00:00+08:00", "<sent>1782864000", CapProblem.WRONG_TIME),
    ("<expires>2026-07-01", "<expires>2026-02-30", CapProblem.WRONG_TIME),
    ("<onset>2026", "<onset>0001", CapProblem.WRONG_TIME),
    ("<effective>2026-07-01T08:00:00+08:00", "<effective>2026-07-01T08:00:00+99:00", CapProblem.WRONG_TIME),
    (" 30.65,104.05</polygon>", "</polygon>", CapProblem.WRONG_SHAPE),
    (" 30.65,104.06 30.66,104.06 30.66,104.05 ", " 30.66,104.05 ", CapProblem.WRONG_SHAPE),
    ("30.65,", "91,", CapProblem.WRONG_SHAPE),
    (",104.05", ",-180.1", CapProblem.WRONG_SHAPE),
    ("30.65,", "nan,", CapProblem.WRONG_SHAPE),
    ("30.65,", "30,65,", CapProblem.WRONG_SHAPE),
    ("30.65,", "三十,", CapProblem.WRONG_SHAPE),
    ("104.06 0.5<", "104.06<", CapProblem.WRONG_SHAPE),
    ("104.06 0.5<", "104.06 -1<", CapProblem.WRONG_SHAPE),
    ("104.06 0.5<", "104.06 1e99<", CapProblem.WRONG_SHAPE),
    (NAMESPACE, "urn:oasis:names:tc:emergency:cap:1.3", CapProblem.NOT_CAP),
    (f' xmlns="{NAMESPACE}"', "", CapProblem.NOT_CAP),
    ("alert", "feed", CapProblem.NOT_CAP),
    ("</alert>", "", CapProblem.MALFORMED),
    ("</alert>", "</alert>and more", CapProblem.MALFORMED),
    ("暴雨", "暴\x00雨", CapProblem.MALFORMED),
    ("暴雨", "&unknown;", CapProblem.MALFORMED),
    ("暴雨", "&#0;", CapProblem.MALFORMED),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "reason"), WRONG)
def test_what_is_wrong_is_refused(old: str, new: str, reason: CapProblem) -> None:
    assert refusal(changed(old, new)) is reason


@pytest.mark.parametrize(
    ("name", "most", "one"),
    [
        ("info", MOST["info"], b"<info/>"),
        ("area", MOST["area"], b"<area/>"),
        ("geocode", MOST["geocode"], b"<geocode/>"),
        ("point", MOST_POINTS, b"<polygon>%s</polygon>" % (b"1,1 " * 100)),
        ("reference", 500, b"<references>a b</references>"),
    ],
)
def test_too_many_are_refused(name: str, most: int, one: bytes) -> None:
    document = b'<alert xmlns="%s"><info>%s</info></alert>' % (
        NAMESPACE.encode(),
        one * (most + 1) if name != "point" else one * (most // 100 + 1),
    )
    with pytest.raises(CapRefused) as refused:
        parse(document)
    assert refused.value.reason is CapProblem.TOO_MANY
    assert name in refused.value.detail


HOSTILE: dict[str, tuple[bytes, CapProblem]] = {
    "a billion laughs": (BOMB + b"<alert>&j;</alert>", CapProblem.UNSAFE),
    "quadratic blow-up": (BLOW_UP + b"<alert>%s</alert>" % (b"&a;" * 100_000), CapProblem.UNSAFE),
    "a file of ours": (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><alert>&x;</alert>', CapProblem.UNSAFE),
    "a call to somewhere": (b'<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><alert/>', CapProblem.UNSAFE),
    "a document type": (b"<!DOCTYPE alert>" + FULL.split(b"\n", 1)[1], CapProblem.UNSAFE),
    "50 MB": (FULL + b" " * 50_000_000, CapProblem.TOO_LARGE),
    "deep": (b"<a>" * 100_000, CapProblem.MALFORMED),
    "deep and whole": (b"<a>" * 70_000 + b"</a>" * 70_000, CapProblem.MALFORMED),
    "wide": (b"<alert>" + b"<a/>" * 100_000 + b"</alert>", CapProblem.TOO_MANY),
    "one long name": (b"<" + b"a" * 500_000, CapProblem.MALFORMED),
    "many attributes": (b"<alert %s/>" % b" ".join(b'a%d=""' % one for one in range(30_000)), CapProblem.NOT_CAP),
    "many names of spaces": (b"<a " * 1 + b" ".join(b'xmlns:a%d="b"' % one for one in range(20_000)) + b"/>", CapProblem.NOT_CAP),
    "nothing": (b"", CapProblem.MALFORMED),
    "NUL": (b"\x00" * 1000, CapProblem.MALFORMED),
    "UTF-8 that is none": (FULL.replace("暴".encode(), b"\xff\xfe"), CapProblem.MALFORMED),
    "another encoding than it says": (FULL.decode().encode("gb18030"), CapProblem.MALFORMED),
    "an encoding that nobody knows": (b"<?xml version='1.0' encoding='klingon'?><alert/>", CapProblem.MALFORMED),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, CapProblem.MALFORMED),
    "JSON": (b'{"alert": {}}', CapProblem.MALFORMED),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_hostile_is_refused_at_once(name: str) -> None:
    document, reason = HOSTILE[name]
    assert refusal(document) is reason


@pytest.mark.parametrize("encoding", sorted({*aliases.values(), "idna", "punycode", "undefined", "unicode_escape"}))
def test_no_encoding_does_harm(encoding: str) -> None:
    """Whatever one says that a document is in."""
    with suppress(CapRefused):
        parse(FULL.replace(b"utf-8", encoding.encode(), 1))


@given(st.binary(max_size=300))
@UNHURRIED
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(CapRefused):
        parse(data)


PIECES = [b"<", b">", b"&", b"]]>", b"<![CDATA[", b"-", b"9" * 400, b"nan", b"1e999", b"\xff", b"\x00", b"<info>",
          b"</info>", b"<!DOCTYPE a>",
          b"<area>", b" ", b",", b"+24:00", b"<polygon>1,1</polygon>", "٣".encode(), b"xmlns:x='y' ", b"</alert>"]  # fmt: skip
MOVES = st.lists(
    st.tuples(st.integers(0, len(FULL)), st.integers(0, 40), st.sampled_from(PIECES) | st.binary(max_size=4)),
    min_size=1,
    max_size=4,
)


@given(MOVES)
@UNHURRIED
def test_a_spoiled_document_is_read_or_refused(moves: list[tuple[int, int, bytes]]) -> None:
    """And what is read can be written."""
    data = FULL
    for place, length, piece in moves:
        data = data[:place] + piece + data[place + length :]
    with suppress(CapRefused):
        read = parse(data)
        assert parse(to_xml(read)) == read


def test_size_is_measured_to_the_byte() -> None:
    assert parse(FULL + b" " * (MOST_BYTES - len(FULL))) == alert()
    assert refusal(FULL + b" " * (MOST_BYTES - len(FULL) + 1)) is CapProblem.TOO_LARGE


@pytest.mark.parametrize(
    ("old", "new", "read"),
    [
        (NAMESPACE, "urn:oasis:names:tc:emergency:cap:1.1", {}),
        ("<certainty>Likely", "<certainty>Very Likely", {"certainty": Certainty.LIKELY}),
        ("<onset>2026-07-01T08:00:00+08:00", "<onset>2026-07-01T00:00:00.5Z", {"onset": SENT}),
        ("<web>https:", "<web>javascript:", {"web": None}),
        ("<circle>30.66,104.06 0.5</circle>", "<circle>\n30.66, 104.06  0.5 </circle><circle/>", {}),
        ("<event>", "<event>\n  ", {}),
        ("<info>", "<resource><uri>x</uri></resource><info><!-- x --><?x y?><audience>all</audience>", {}),
        ("</alert>", '<s:Signature xmlns:s="http://www.w3.org/2000/09/xmldsig#"><s:event/></s:Signature></alert>', {}),
    ],
)
def test_what_others_write_a_little_otherwise_is_read(old: str, new: str, read: dict[str, Any]) -> None:
    assert parse(changed(old, new)).infos[0] == info(**read)


def test_other_encodings_of_xml_are_read() -> None:
    assert parse(FULL.decode().replace("utf-8", "utf-16").encode("utf-16")) == alert()


def test_an_info_without_a_language_is_american() -> None:
    assert parse(changed("<language>en</language>", "")).infos[1].language == "en-US"


def test_references_are_read() -> None:
    read = parse(to_xml(alert(msg_type=MsgType.CANCEL, references=[EARLIER], infos=())))
    assert read.references == (Reference(sender="shao@example.org", identifier="shao-41", sent=EARLIER.sent),)
