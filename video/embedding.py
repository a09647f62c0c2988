"""Who may show a video on their own pages: the choice made with its rights, within what the operator allows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from video.models.rights import Embedding

if TYPE_CHECKING:
    from video.models import VideoPage

MAX_SITES = 50
# A host as in CSP (https://www.w3.org/TR/CSP3/#grammardef-host-source), with a port at most.
_HOST = re.compile(
    r"(?:\*\.)?(?:(?!-)[a-z0-9-]{1,63}(?<!-)\.)*(?!-)[a-z0-9-]{1,63}(?<!-)(?::[0-9]{1,5})?\Z", re.ASCII
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_NOBODY_ELSE = {"'none'", "'self'"}


def parse_sites(text: str) -> tuple[str, ...]:
    """The sites of a list, one a line: hosts in lower case and ASCII, “*.” for all below one, each once.

    An address that was pasted whole is cut to its host. Raises ValidationError with a sentence for each line
    that names no site.
    """
    sites: dict[str, None] = {}
    problems = []
    for line in re.split(r"[\s,;]+", text.strip()):
        if not line:
            continue
        try:
            sites[_host(line)] = None
        except ValueError:
            problems.append(
                _("“%(line)s” is no site. Write its name, as in partner.example or *.partner.example.")
                % {"line": line[:80]}
            )
    if len(sites) > MAX_SITES:
        problems.append(_("These are more than %(count)d sites.") % {"count": MAX_SITES})
    if problems:
        raise ValidationError(problems)
    return tuple(sites)


def _host(line: str) -> str:
    """The host in what somebody typed. Raises ValueError."""
    host = _SCHEME.sub("", line, count=1).split("/")[0].rstrip(".").lower()
    wildcard = "*." if host.startswith("*.") else ""
    name, colon, port = host.removeprefix("*.").partition(":")
    # UnicodeError, a name that no registry takes, is a ValueError.
    name = name.encode("idna").decode("ascii")
    found = f"{wildcard}{name}{colon}{port}"
    if not _HOST.match(found) or ("." not in name and name != "localhost"):
        raise ValueError(line)
    if colon and not 0 < int(port) < 65536:
        raise ValueError(line)
    return found


def _sites_of(page: VideoPage) -> tuple[str, ...]:
    return _understood(page.embed_sites)


def _understood(sites: str) -> tuple[str, ...]:
    try:
        return parse_sites(sites)
    except ValidationError:  # written past the form: whoever cannot be understood is not let in
        return ()


def may_embed(page: VideoPage) -> bool:
    """Whether any other site may show the video: then there is a code to copy, and an answer by oEmbed."""
    return page.source is not None and may_show(page.embedding, page.embed_sites)


def may_show(embedding: str, sites: str) -> bool:
    """Whether a video with this choice, and this list of sites, may be shown by any other site."""
    if embedding == Embedding.NOWHERE or _outer() <= _NOBODY_ELSE:
        return False
    return embedding == Embedding.EVERYWHERE or bool(_understood(sites))


def is_free(page: VideoPage) -> bool:
    """Whether every site may show it; only then its file stands in feeds."""
    return page.embedding == Embedding.EVERYWHERE and "*" in _outer()


def frame_ancestors(page: VideoPage) -> str:
    """The value of CSP frame-ancestors: NEWSREEL_EMBED_ANCESTORS is the limit, a video's own list is within it."""
    own = f"'self' {settings.NEWSREEL_ORIGIN}"
    if page.embedding == Embedding.EVERYWHERE:
        return settings.NEWSREEL_EMBED_ANCESTORS
    if page.embedding == Embedding.NOWHERE:
        return own
    allowed = [site for site in map(_within_outer, _sites_of(page)) if site]
    return " ".join([own, *allowed])


def must_refuse(page: VideoPage, request: HttpRequest) -> bool:
    """Whether the embed page shows a notice instead of the player.

    Always for a video that is shown only here. Of a list the browser takes care by itself, with an empty frame;
    where the framing site says who it is, it gets words instead.
    """
    if not may_embed(page):
        return page.source is not None
    if page.embedding == Embedding.EVERYWHERE or request.headers.get("Sec-Fetch-Dest") != "iframe":
        return False
    host = urlsplit(request.headers.get("Referer", "")).netloc.lower()
    own = urlsplit(settings.NEWSREEL_ORIGIN).netloc
    return bool(host) and host != own and not any(_covers(site, host) for site in _sites_of(page))


def _outer() -> set[str]:
    return set(settings.NEWSREEL_EMBED_ANCESTORS.split())


def _within_outer(site: str) -> str:
    """The part of a listed site that the operator allows too; nothing if there is none."""
    outer = [_SCHEME.sub("", source) for source in _outer() if not source.startswith("'")]
    if "*" in outer or any(_covers(source, site) for source in outer):
        return site
    return " ".join(sorted(source for source in outer if _covers(site, source)))


def _covers(pattern: str, host: str) -> bool:
    """Whether everything that `host` stands for is within `pattern`; a port must be the same."""
    if pattern == host:
        return True
    return pattern.startswith("*.") and host.removeprefix("*.").endswith(pattern[1:])
