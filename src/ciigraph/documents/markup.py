"""Saved HTML reduced to the plain lines that a saved text page has, and what its head says of it.

Every reader works on ``document_text``, and every ``char=`` locator counts in it: for text that is the text itself,
for HTML the reduced text. The reduction keeps everything that a reader of the page sees, in reading order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from lxml import etree  # type: ignore[import-untyped]

from ciigraph.errors import DocumentError

if TYPE_CHECKING:
    from ciigraph.documents.source import SourceText

#: Elements that begin and end a line of their own.
_BLOCKS = frozenset(
    [
        *("html", "body", "main", "article", "section", "aside", "nav", "header", "footer", "address", "search"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "hgroup", "p", "div", "center", "blockquote", "pre", "hr", "br"),
        *("ol", "ul", "menu", "dir", "li", "dl", "dt", "dd", "figure", "figcaption", "details", "summary", "dialog"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "form", "fieldset", "legend", "button"),
        *("select", "optgroup", "option"),
    ]
)
_DROPPED = frozenset(
    [
        *("script", "style", "head", "template", "noscript", "svg", "math", "canvas", "iframe", "object"),
        *("embed", "audio", "video", "map", "textarea", "datalist"),
    ]
)
_CELLS = frozenset(("td", "th"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
#: A row with one of these in it lays out the page, it doesn't hold figures: its cells become lines.
_LAYOUT_CONTENT = frozenset(["table", "ul", "ol", "p", "blockquote", "article", "section", *_HEADINGS])
#: Addresses of links wait until one of these ends, so that they don't come between the paragraphs of one text.
_PARAGRAPHS = frozenset(["p", "br", "li", "dd", "dt", "tr", "pre", "hr", "button", "option", *_HEADINGS])
_INLINE_IN_CELLS = frozenset(("div", "center", "br"))
_LISTS = frozenset(("ol", "ul", "menu", "dir"))
_NAVIGATION = frozenset(("nav", "header", "footer"))
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_ELLIPSES = ("…", "...")


@dataclass(frozen=True, slots=True)
class Reduced:
    """The text of a page. ``headings`` gives the level of those lines (1-based) that the markup calls headings."""

    text: str
    headings: dict[int, int]
    captions: frozenset[int]  # lines of figure captions


def document_text(source: SourceText) -> str:
    """The text in which locators count: of HTML the reduced text, of everything else the text itself.

    Raises:
        DocumentError: when HTML nests too deep.
    """
    return reduced(source).text


@lru_cache(maxsize=1)
def reduced(source: SourceText) -> Reduced:
    """The reduced page; text that isn't HTML comes back as it is, without headings.

    Raises:
        DocumentError: when HTML nests too deep.
    """
    if source.media_type != "text/html":
        return Reduced(source.text, {}, frozenset())
    root = parse(source)
    return Reduced("", {}, frozenset()) if root is None else _Reducer().reduce(root)


def parse(source: SourceText) -> Any:  # noqa: ANN401 - lxml has no types
    """The element tree of a page, None where there is no element in it; bad markup is read as browsers do.

    Raises:
        DocumentError: when it nests deeper than the parser goes, which would lose text.
    """
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(source.text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise DocumentError(source.name, "is HTML nested too deep to be a page", "save the page again, as text")
    return root


class _Reducer:
    """Walks a tree without recursion (pages nest without limit) and writes lines."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.headings: dict[int, int] = {}
        self.captions: set[int] = set()
        self.pieces: list[str] = []  # of the line being written
        self.prefix = ""  # of the list item being begun: "- " or "3. "
        self.addresses: dict[str, None] = {}  # of links, in order, that wait for the end of their block
        self.lists: list[int | None] = []  # of each open list: the next number, None in an unordered one
        self.anchors: list[tuple[str, int, int]] = []  # of each open link: its address, line and piece
        self.level = self.caption = self.navigation = self.verbatim = self.rows = 0
        self.layout_rows: set[Any] = set()

    def reduce(self, root: Any) -> Reduced:  # noqa: ANN401
        self.layout_rows = _layout_rows(root)
        events = etree.iterwalk(root, events=("start", "end"))
        for event, element in events:
            tag = element.tag
            if not isinstance(tag, str):
                continue
            if event == "start":
                if tag in _DROPPED or _hidden(element):
                    events.skip_subtree()
                    continue
                self.start(tag, element)
                self.write(element.text)
            else:
                if tag not in _DROPPED and not _hidden(element):
                    self.end(tag, element)
                if element is not root:
                    self.write(element.tail)
        self.break_line()
        self.flush_addresses()
        return Reduced("\n".join(self.lines) + "\n", self.headings, frozenset(self.captions))

    def start(self, tag: str, element: Any) -> None:  # noqa: ANN401
        if tag in _CELLS:
            self.start_cell()
        elif tag in _BLOCKS and not (self.rows and tag in _INLINE_IN_CELLS):
            self.break_line()
        if tag == "tr" and element not in self.layout_rows:
            self.rows += 1
        elif tag in _LISTS:
            self.lists.append(_number(element.get("start")) if tag == "ol" else None)
        elif tag == "li":
            self.start_item(element)
        elif tag == "a":
            self.anchors.append(((element.get("href") or "").strip(), len(self.lines), len(self.pieces)))
        elif tag == "pre":
            self.verbatim += 1
        self.count(tag, 1)

    def end(self, tag: str, element: Any) -> None:  # noqa: ANN401
        if tag == "a" and self.anchors:
            self.end_anchor(*self.anchors.pop())
        elif tag in _BLOCKS and not (self.rows and tag in _INLINE_IN_CELLS):
            self.break_line()
            if tag not in _PARAGRAPHS and not self.rows:
                self.flush_addresses()
        if tag == "tr" and element not in self.layout_rows:
            self.rows -= 1
        elif tag in _LISTS and self.lists:
            self.lists.pop()
        elif tag == "li":
            self.prefix = ""
        elif tag == "pre":
            self.verbatim -= 1
        self.count(tag, -1)

    def count(self, tag: str, step: int) -> None:
        """Keep track of what the present line stands in."""
        if tag in _HEADINGS:
            self.level = _HEADINGS[tag] if step > 0 else 0
        elif tag == "figcaption":
            self.caption += step
        elif tag in _NAVIGATION:
            self.navigation += step

    def start_cell(self) -> None:
        if not self.rows:
            self.break_line()
        elif self.pieces:
            self.pieces.append(" | ")

    def start_item(self, element: Any) -> None:  # noqa: ANN401
        number = self.lists[-1] if self.lists else None
        if number is None:
            self.prefix = "- "
            return
        number = _number(element.get("value"), number)
        self.prefix = f"{number}. "
        self.lists[-1] = number + 1

    def end_anchor(self, address: str, line: int, piece: int) -> None:
        """Keep a link's address where the reader of the text can't see it."""
        if not _WEB.fullmatch(address) or line != len(self.lines):
            if _WEB.fullmatch(address) and not self.navigation:
                self.addresses[address] = None
            return
        seen = "".join(self.pieces[piece:]).strip()
        if seen.startswith(("http://", "https://")):
            if seen.endswith(_ELLIPSES) and address.startswith(seen.rstrip(".…")):
                self.pieces[piece:] = [address]
        elif not self.navigation:
            self.addresses[address] = None

    def write(self, text: str | None) -> None:
        if not text:
            return
        if self.verbatim and "\n" in text:
            first, *rest = text.split("\n")
            self.pieces.append(first)
            for line in rest:
                self.break_line()
                self.pieces.append(line)
        else:
            self.pieces.append(text)

    def break_line(self) -> None:
        text = " ".join("".join(self.pieces).split())
        self.pieces.clear()
        if not text.strip("| "):
            return
        self.lines.append(self.prefix + text)
        self.prefix = ""
        if self.level:
            self.headings[len(self.lines)] = self.level
        if self.caption:
            self.captions.add(len(self.lines))

    def flush_addresses(self) -> None:
        self.lines += [f"- {address}" for address in self.addresses]
        self.addresses.clear()


def _layout_rows(root: Any) -> set[Any]:  # noqa: ANN401
    """Rows of tables that lay out the page; each element is looked at a bounded number of times."""
    layout: set[Any] = set()
    open_rows: list[Any] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            if element.tag == "tr":
                open_rows.pop()
        elif element.tag == "tr":
            open_rows.append(element)
        elif element.tag in _LAYOUT_CONTENT:
            for row in reversed(open_rows):
                if row in layout:
                    break  # the rows around it are in already
                layout.add(row)
    return layout


def _hidden(element: Any) -> bool:  # noqa: ANN401
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and _HIDDEN_STYLE.search(style) is not None


def _number(text: str | None, default: int = 1) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else default
