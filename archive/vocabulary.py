"""The vocabulary: countries, sea areas, outlets, ministers and furniture, all kept as data."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Annotated, Literal, Self
from urllib.parse import quote, urlsplit, urlunsplit

from pydantic import BeforeValidator, Field, model_validator

from archive.article import SLUG
from archive.record import Body, DateField, Record, WebAddress, in_order, web_address


def _degrees(value: object) -> float:
    try:
        degrees = float(str(value))
    except ValueError:
        degrees = math.nan
    if not math.isfinite(degrees):
        raise ValueError(f"{str(value)[:40]!r} is not a number of degrees, like 55.7 or -12")
    return degrees


Degrees = Annotated[float, BeforeValidator(_degrees)]
TAG = "deployments-archive.invalid,2026"
Id = Annotated[str, Field(pattern=rf"^{SLUG.pattern}$")]


def base_url(value: object) -> object:
    """A public address without a slash at its end; ValueError for one with ?, # or a backslash.

    Letters beyond ASCII are written as sitemaps and feeds want them: those of the host in Punycode
    (RFC 3490), those of the path in per cent.
    """
    address = web_address(value)
    if not isinstance(address, str):
        return address
    if re.search(r"[?#\\]", address):
        raise ValueError(f"{address!r}: the public address of a site holds no ?, no # and no \\")
    parts = urlsplit(address)
    try:
        port = re.sub(r"^.*?(:\d*)?$", r"\1", parts.netloc)
        host = parts.netloc.removesuffix(port).encode("idna").decode() + port
    except UnicodeError:
        raise ValueError(f"{address!r}: its host is no name that a host can have") from None
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~")
    return urlunsplit((parts.scheme, host, path.rstrip("/"), "", ""))


BaseUrl = Annotated[str, BeforeValidator(base_url)]


class Site(Record):
    """content/site.yml: what the site is called, where it will stand, whom to ask.

    `base_url` is the public address with its path and without a slash at its end; without one
    the site is built all the same and leaves out what must be absolute. `tag` begins the ids of
    the feeds: a name held (a domain, an e-mail address) and a day or year when it was (RFC 4151).
    It stays for good, wherever the site stands.
    """

    title: str
    description: str
    base_url: BaseUrl | None = None
    repository: WebAddress | None = None
    contact: str | None = None
    rights: str
    tag: str = Field(default=TAG, pattern=r"^[\w.-]+(?:@[\w.-]+)?,\d{4}(?:-\d\d){0,2}$")


class PageText(Record):
    """A page of content/pages as loaded: its title, what it is in a sentence, its Markdown."""

    title: str
    description: str
    name: str
    path: str
    body: Body


class Country(Record):
    """A country where forces were, are or were asked to go.

    `code` is ISO 3166-1 alpha-2, or XK for Kosovo; `name` is English, `danish` Danish. The rest
    is what the tagger matches besides the two names:

    - `aliases` are other names; `places` are places inside it, which name it just as well;
    - `adjectives` (and words for its people) tell of it but place nobody there;
    - `needs` lists, for a name that also means something else, the words of which one must stand
      in the text; `not_in` lists phrases in which its name means something else;
    - `danish_only` are names that count in Danish texts alone;
    - `since` is the day from which articles can name it;
    - `role` is `base` for a country that forces usually only start from, `actor` for one that is
      usually only spoken of, `recipient` for one that is sent equipment more often than forces,
      `home` for the country that sends them;
    - `forces` are names of its ships and units: they tell whose forces a text is about, and
      never decide a mission;
    - `other_operations` are operations and exercises that are no mission of the archive: where
      one is named, the name of a place alone says nothing of a mission there.
    """

    code: str = Field(pattern=r"^[A-Z]{2}$")
    name: str
    danish: str
    aliases: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    needs: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    not_in: tuple[str, ...] = ()
    danish_only: tuple[str, ...] = ()
    since: DateField | None = None
    role: Literal["place", "base", "actor", "recipient", "home"] = "place"
    forces: tuple[str, ...] = ()
    other_operations: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """The page's path inside the site."""
        return f"countries/{self.code.lower()}.html"


class Area(Record):
    """A sea area of a mission, with a point (degrees north and east) to draw it at."""

    id: Id
    name: str
    danish: str
    aliases: tuple[str, ...] = ()
    north: Degrees = Field(ge=-90, le=90)
    east: Degrees = Field(ge=-180, le=180)


class Outlet(Record):
    """Who published an article."""

    id: Id
    name: str
    kind: Literal["newspaper", "news site", "broadcaster", "agency", "government", "other"]
    country: str | None = None
    url: WebAddress | None = None
    domains: tuple[str, ...] = ()
    rights: Literal["full", "excerpt", "link"] | None = None


def outlet_at(url: str | None, outlets: Iterable[Outlet]) -> str | None:
    """The id of the outlet on whose domain an address is, if there is one."""
    host = (urlsplit(url).hostname or "") if url else ""
    for outlet in outlets:
        for domain in outlet.domains:
            if host == domain or host.endswith("." + domain):
                return outlet.id
    return None


class Holder(Record):
    """One person's term in an office. No `end` means that none is known here."""

    name: str
    start: DateField
    end: DateField | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _ends_after_its_start(self) -> Self:
        in_order(self.start, self.end)
        return self


class Office(Record):
    """An office whose holders date an article that names them with it."""

    office: str
    danish: str
    holders: tuple[Holder, ...]
