"""Getting a comparison: short texts at once, long ones in processes of their own, roughly first."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from policyreview.aside import Stream
from policyreview.redline.bylines import by_lines
from policyreview.redline.packed import unpack
from policyreview.tui.work import texts
from policyreview.tui.work.comparison import Comparison
from policyreview.tui.work.longpair import Prepared, prepared, roughly
from policyreview.tui.work.outlining import outline

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from concurrent.futures import Future

    from policyreview.library import Library, Policy
    from policyreview.redline import Redline
    from policyreview.redline.packed import Packed
    from policyreview.tui.work.comparison import Pair
    from policyreview.tui.work.desk import Desk
    from policyreview.tui.work.outlining import Heading
    from policyreview.tui.work.squeezed import Squeezed

_Two: TypeAlias = "tuple[texts.Unread | None, texts.Unread]"

_AT_ONCE = 50_000
"""Code points of the beginnings of two long texts that are laid beside each other at once."""


@dataclass(frozen=True, slots=True)
class _Side:
    """What the two revisions of one language became."""

    old: texts.TextAt | None
    new: texts.TextAt
    redline: Redline | None
    outline: tuple[Heading, ...]


class Loading:
    """A comparison on its way."""

    def __init__(
        self,
        desk: Desk,
        about: tuple[Library, Policy, Pair],
        paths: Mapping[str, tuple[str, ...]],
        show: Callable[[Redline], None],
        painted: Callable[[], Awaitable[None]],
        *,
        newest: Future[texts.Unread | None] | None = None,
    ) -> None:
        """Prepare; nothing is read yet.

        Args:
            desk: Where the library is asked.
            about: The library, the policy as it is now, and the two revisions.
            paths: What the policy's files were called, by commit.
            show: Shows two long texts line by line while they are compared.
            painted: Waits until what was shown is on the screen.
            newest: The newest text, where it is being read already.
        """
        self._desk = desk
        self._library, self._policy, self._pair = about
        self._paths = paths
        self._show = show
        self._painted = painted
        self._newest = newest

    async def own(self, language: str) -> Comparison:
        """Read and compare the language that is looked at.

        Raises:
            PolicyReviewError: A text could not be read.
        """
        side = await self._side(language, self._show)
        return Comparison(side.old, side.new, side.redline, side.outline)

    async def beside(self, own: Comparison, language: str) -> Comparison:
        """The same comparison with another language beside it.

        Raises:
            PolicyReviewError: A text could not be read.
        """
        side = await self._side(language, None)
        return replace(
            own, other_old=side.old, other_new=side.new, other_redline=side.redline, whole=True
        )

    async def _side(self, language: str, show: Callable[[Redline], None] | None) -> _Side:
        """One language; the work begins with what will probably be found."""
        guessed = await self._desk.ask(lambda: self._guess(language))
        if guessed is not None and show is not None:
            show(_beginnings(guessed))
            await self._painted()  # the rest of the work would only slow it
        begun = None
        if guessed is not None and (show is not None or _fill_files(guessed)):
            begun = _Begun(guessed, show, sure=_fill_files(guessed))
        try:
            found = await self._desk.ask(lambda: self._find(language, guessed))
            if begun is None or not begun.sure or begun.texts != found:
                if begun is not None:
                    begun.close()
                    begun = None
                if not _are_long(found):
                    return await self._desk.ask(lambda: self._short(found))
                if show is not None and not _same(guessed, found):
                    show(_beginnings(found))
                begun = _Begun(found, show, sure=True)
            return self._long(found, await begun.end())
        finally:
            if begun is not None:
                begun.close()

    # -- asked of the desk ----------------------------------------------------------------

    def _guess(self, language: str) -> _Two | None:
        """The two texts, where they are long and easily found."""
        old, new = self._pair.old, self._pair.new
        at = partial(texts.guess, self._library, self._policy, language)
        late = self._read_ahead(language, new) or at(new, self._paths.get(new, ()))
        soon = at(old, self._paths.get(old, ())) if old else None
        if late is None or (old and soon is None) or not _are_long((soon, late)):
            return None
        return soon, late

    def _read_ahead(self, language: str, commit: str) -> texts.Unread | None:
        """The text that was read ahead, if it is that one; it is given once, and not kept."""
        newest, self._newest = self._newest, None
        found = None if newest is None else newest.result()
        if found is None or (found.language, found.commit) != (language, commit):
            return None
        return found

    def _find(self, language: str, guessed: _Two | None) -> _Two:
        """The two texts."""
        old, new = self._pair.old, self._pair.new
        at = partial(texts.find, self._library, self._policy, language)
        soon, late = guessed or (None, None)
        found = at(new, self._paths.get(new, ()), late)
        return at(old, self._paths.get(old, ()), soon) if old else None, found

    def _short(self, found: _Two) -> _Side:
        """Two texts that are taken apart and compared at once."""
        new = texts.read(self._library, found[1])
        old = None if found[0] is None else texts.read(self._library, found[0])
        redline = None if old is None else texts.compare(old, new)
        return _Side(old, new, redline, outline(new, redline, old))

    def _long(self, found: _Two, ready: Prepared) -> _Side:
        """Two texts that were taken apart and compared aside."""
        self._library.keep_apart(ready.aparts.items())
        old = None if found[0] is None else self._built(found[0], ready, ready.old)
        new = self._built(found[1], ready, ready.new)
        redline = None
        if ready.redline is not None and old is not None:
            redline = unpack(ready.redline, old.text, new.text)
        return _Side(old, new, redline, ready.outline)

    def _built(self, found: texts.Unread, ready: Prepared, whole: Squeezed) -> texts.TextAt:
        text = found.text
        if text is None:
            return found.read(None)
        return found.read(ready.aparts[text], partial(self._library.document, text), whole)


class _Begun:
    """Two long texts on their way, in processes of their own."""

    def __init__(self, two: _Two, show: Callable[[Redline], None] | None, *, sure: bool) -> None:
        """Begin.

        Args:
            two: The texts.
            show: Shows them line by line.
            sure: Whether to compare them; else they are only laid beside each other by lines.
        """
        self.texts = two
        self.sure = sure
        self._show = show
        old, new = two
        self._stream: Stream[Packed | Prepared] = Stream(
            partial(prepared, rough=show is not None) if sure else roughly, old, new
        )
        self._work = asyncio.create_task(self._follow())

    async def end(self) -> Prepared:
        """Wait until they are compared."""
        return await self._work

    def close(self) -> None:
        """End the processes; what they were at is lost."""
        self._work.cancel()
        self._stream.close()

    async def _follow(self) -> Prepared:
        while True:
            answer = await asyncio.to_thread(self._next)
            if isinstance(answer, Prepared):
                return answer
            if answer is None:
                raise asyncio.CancelledError  # it was closed, or there is nothing more to come
            if self._show is not None and self.texts[0] is not None:
                self._show(unpack(answer, self.texts[0].whole, self.texts[1].whole))

    def _next(self) -> Packed | Prepared | None:
        """Wait for what comes next, and have at hand what it takes to show it."""
        answer = self._stream.next()
        if self._show is not None and not isinstance(answer, Prepared) and answer is not None:
            for each in self.texts:
                _ = None if each is None else each.whole  # decoding takes a while
        return answer


def _fill_files(two: _Two) -> bool:
    return all(each is None or each.fills_file for each in two)


def _are_long(two: _Two) -> bool:
    return any(each is not None and each.is_long for each in two)


def _same(guessed: _Two | None, found: _Two) -> bool:
    """Whether what was guessed has the same words."""
    return guessed is not None and all(
        (None if one is None else one.file) == (None if two is None else two.file)
        for one, two in zip(guessed, found, strict=True)
    )


def _beginnings(two: _Two) -> Redline:
    """The first lines of two texts, one by one; of one alone all of it."""
    old, new = two
    if old is None:
        return unpack(by_lines("", ""), "", new.whole)
    left, right = _beginning(old), _beginning(new)
    return unpack(by_lines(left, right), left, right)


def _beginning(text: texts.Unread) -> str:
    """The first lines of a text."""
    start = "" if text.file is None else text.file.beginning(_AT_ONCE + 1)
    end = start.rfind("\n", 0, _AT_ONCE) + 1
    return start if len(start) <= _AT_ONCE else start[: end or _AT_ONCE]
