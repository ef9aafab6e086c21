"""A list of what is new -> Atom (RFC 4287)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from app.exports.files import FOUNDERS


@dataclass(frozen=True)
class Entry:
    """One thing that is new: a key that never changes, its day, and where it can be read."""

    key: str
    title: str
    day: str
    summary: str
    address: str


def atom(title: str, address: str, entries: Sequence[Entry]) -> bytes:
    """The feed, its entries in the order in which they are given."""
    feed = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom"})
    latest = max((entry.day for entry in entries), default="1980-01-01")
    _head(feed, "releases", title, latest)
    SubElement(feed, "link", {"rel": "self", "href": address})
    SubElement(SubElement(feed, "author"), "name").text = FOUNDERS
    for each in entries:
        entry = SubElement(feed, "entry")
        _head(entry, each.key, each.title, each.day)
        SubElement(entry, "link", {"href": each.address})
        SubElement(entry, "summary").text = each.summary
    written: bytes = tostring(feed, "utf-8", xml_declaration=True)
    return written


def _head(parent: Element, key: str, title: str, day: str) -> None:
    SubElement(parent, "id").text = f"urn:uuid:{uuid5(NAMESPACE_URL, f'wave1-evidence {key}')}"
    SubElement(parent, "title").text = title
    SubElement(parent, "updated").text = f"{day}T00:00:00Z"
