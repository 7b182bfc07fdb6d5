"""What the actors named earlier in a section pass on («^») to the provisions that name none."""

from __future__ import annotations

from dataclasses import dataclass, field

from wenjian.duties.actors import accompanying, encouraged_actors
from wenjian.duties.nouns import PERSON
from wenjian.model.document import Provision
from wenjian.text import patterns as re
from wenjian.text.numbering import parse_enumerator

_PERSONAL = re.compile(rf"(?:{PERSON})$")
_COLLECTIVE = re.compile(r"^(?:各|全[省市县区州国])")
_ARTICLE = re.compile(r"^.*?第[一二三四五六七八九十百零〇0-9]+条")


@dataclass(slots=True)
class Section:
    """What the provisions read so far pass on to those that name no actor."""

    collective: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    last: tuple[str, ...] = ()
    last_path: tuple[str, ...] | None = None
    last_where: str = ""
    chapeau: tuple[str, ...] = ()
    goes_on: bool = False
    block: str = ""

    def note(self, provision: Provision, actors: tuple[str, ...], *, leads: bool, listed: bool) -> None:
        """Remember the actors named by a provision. One that `leads` a list («…应当履行下列职责：») passes them on
        to its items, and to all that follows under its headings, as «各…» does; `listed` says that it is such an item.
        With whom they go on (会同…) is a matter of that provision alone.
        """
        if not listed:
            self.chapeau = actors if leads else ()
        joined = accompanying(provision.text)
        subjects = tuple(actor for actor in actors if actor not in joined)
        self._note(provision, () if actors == encouraged_actors(provision.text) else subjects, leads=leads)

    def _note(self, provision: Provision, actors: tuple[str, ...], *, leads: bool) -> None:
        path = _path(provision)
        organs = tuple(actor for actor in actors if not _PERSONAL.search(actor))
        if organs:
            self.last, self.last_path, self.last_where = organs, path, provision.where
        if organs and (leads or any(_COLLECTIVE.match(actor) for actor in organs)):
            self.collective[path] = organs
        self.goes_on = bool(actors) or (self.goes_on and self.block == provision.block)
        self.block = provision.block

    def inherited(self, provision: Provision, above: tuple[str, ...], *, listed: bool) -> tuple[str, ...]:
        """The actors that hold for a provision without its own, each with «^»: of an item those of its chapeau, else
        those `above` it (its responsibility line, an organ as its heading), else what was named before. Nothing passes
        into a new 第…条, and into a new item («二是…») only what holds for all.
        """
        if given := (self.chapeau if listed else ()) or above:
            return _marked(given)
        path = _path(provision)
        if (
            self.goes_on
            and self.last_path == path
            and self.last_where == provision.where
            and parse_enumerator(provision.text) is None
        ):
            return _marked(self.last)
        for length in range(len(path), 0 if path else -1, -1):
            if actors := self.collective.get(path[:length]):
                return _marked(actors)
        return ()


def collective(actors: tuple[str, ...]) -> tuple[str, ...]:
    """The actors that stand for all, whoever else is named with them."""
    return actors if any(_COLLECTIVE.match(actor) for actor in actors) else ()


def _path(provision: Provision) -> tuple[str, ...]:
    """The headings, with the article in which a provision stands as the last."""
    article = _ARTICLE.match(provision.where)
    return (*provision.headings, article[0]) if article else provision.headings


def _marked(actors: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"^{actor}" for actor in actors)
