"""A git repository opened for reading: where it is, what HEAD and the refs name, its objects."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self

from policyreview.errors import CouldNotTell, WrongUse
from policyreview.repository import discover, git
from policyreview.repository.objects import SIZE_LIMIT, ObjectReader
from policyreview.repository.pointers import Head, ObjectKind, Ref, TreeEntry, is_oid
from policyreview.repository.shadow import Shadow

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
    from types import TracebackType

    from policyreview.repository.model import Commit, Tag
    from policyreview.repository.treelist import TreeList

_KINDS: dict[str, ObjectKind] = {"blob": "blob", "tree": "tree", "commit": "commit", "tag": "tag"}
COMMIT_LIMIT = 4 * 1024 * 1024
"""Bytes of the largest commit or tag that is parsed."""


class Repository:
    """An opened repository. Close it, or use it in a ``with`` statement.

    Attributes:
        root: The work tree's folder, None where the repository is bare.
        git_dir: This work tree's git folder.
        common_dir: The git folder that linked work trees share; else the same as ``git_dir``.
        object_format: ``sha1`` or ``sha256``.
        objects: Reads the objects.
        beside: Reads them too, in a process of its own: for one more thread.
        merges: Whether there are merges among the last commits up to one, where that was asked.
    """

    def __init__(self, place: discover.Place) -> None:
        self.root: Path | None = place.root
        self.git_dir: Path = place.git_dir
        self.common_dir: Path = place.common_dir
        self.object_format: str = place.object_format
        self.shadow = Shadow(place.common_dir, place.object_format)
        self.objects = ObjectReader(self.shadow, place.object_format)
        self.beside = ObjectReader(self.shadow, place.object_format)
        self.merges: dict[str, bool] = {}
        self._closing: list[Callable[[], None]] = []

    @classmethod
    def open(cls, path: Path | str = ".") -> Self:
        """Open the repository that holds ``path``, without changing anything.

        Raises:
            WrongUse: There is no repository there.
            CouldNotTell: Git is missing, too old, or refuses the repository.
        """
        return cls(discover.find(Path(path)))

    def another(self) -> Self:
        """The same repository with processes of its own, for another thread; close it too."""
        place = discover.Place(self.root, self.git_dir, self.common_dir, self.object_format)
        return type(self)(place)

    def close(self) -> None:
        """End the reader's process and remove its private folder."""
        while self._closing:
            self._closing.pop()()
        self.objects.close()
        self.beside.close()
        self.shadow.close()

    def when_closed(self, end: Callable[[], None]) -> None:
        """Have something ended before the repository is closed that reads from it."""
        self._closing.append(end)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Repository({str(self.root or self.git_dir)!r})"

    # -- processes ----------------------------------------------------------------------------

    def read(self, args: list[str], *, what: str = "", check: bool = True) -> git.Completed:
        """Run git on the objects alone, blind to configuration and refs."""
        return git.run(args, git_dir=self.shadow.path, env=self.shadow.env, what=what, check=check)

    def read_stream(
        self, args: list[str], *, what: str = "", graph: bool = False, config: Sequence[str] = ()
    ) -> Generator[bytes]:
        """Run git on the objects alone and yield its output as it comes.

        Args:
            args: The git command and its arguments.
            what: What it does, in words that follow "Git could not".
            graph: Whether a commit-graph may speed it up: for what is only looked at, since the
                repository can hold one that tells of another history.
            config: Settings ``key=value``.
        """
        return git.stream(
            args,
            git_dir=self.shadow.path,
            env=self.shadow.env,
            config=(*config, "core.commitGraph=true") if graph else config,
            what=what,
        )

    def own(
        self, args: list[str], *, what: str = "", check: bool = True, **more: bytes | None
    ) -> git.Completed:
        """Run git on the refs, in the repository's own git folder."""
        return git.run(
            args,
            git_dir=self.git_dir,
            purpose="own",
            what=what,
            check=check,
            input=more.get("input"),
        )

    # -- refs ---------------------------------------------------------------------------------

    def head(self) -> Head:
        """Where HEAD stands: commit and branch, either of which may be missing."""
        done = self.own(["rev-parse", "HEAD", "--symbolic-full-name", "HEAD"], check=False)
        lines = done.text.split("\n")
        if done.returncode == 0 and len(lines) == 2 and is_oid(lines[0]):
            name = lines[1]
            branch = name.removeprefix("refs/heads/") if name.startswith("refs/heads/") else None
            return Head(lines[0], branch)
        symbolic = self.own(["symbolic-ref", "--quiet", "HEAD"], check=False)
        if symbolic.returncode == 0 and symbolic.text.startswith("refs/heads/"):
            # A tag or branch called HEAD makes the name ambiguous; asked exactly, it is not.
            there = self.own(["show-ref", "--verify", "--hash", symbolic.text], check=False)
            commit = there.text if there.returncode == 0 and is_oid(there.text) else None
            return Head(commit, symbolic.text.removeprefix("refs/heads/"))
        detached = self.own(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], check=False)
        if symbolic.returncode and detached.returncode == 0 and is_oid(detached.text):
            return Head(detached.text, None)
        raise CouldNotTell(
            "HEAD names neither a branch nor a commit, so the repository seems damaged.",
            hint="'git fsck' tells what is wrong; 'git switch NAME' checks a branch out.",
        )

    def resolve(self, rev: str) -> str:
        """The oid of the commit that a revision names.

        Args:
            rev: Anything that ``git rev-parse`` knows as one commit: a branch, a tag, an oid,
                ``HEAD~2``.

        Raises:
            WrongUse: Nothing is called so, it is no commit, or it means several things.
        """
        if not rev or "\0" in rev or "\n" in rev or len(rev) > 1000:
            raise WrongUse(
                "The name of a revision must be one line and not empty.",
                hint="Give a branch, a tag or a commit.",
            )
        done = self.own(
            ["rev-parse", "--verify", "--end-of-options", rev + "^{commit}"], check=False
        )
        said = done.stderr.decode("utf-8", "replace")
        plain = rev == "HEAD" or is_oid(rev)  # git takes these for what they are
        if done.returncode == 0 and f"refname '{rev}' is ambiguous" in said and not plain:
            raise WrongUse(
                f"{rev} means more than one thing here, such as a branch and a tag.",
                hint=f"Write refs/heads/{rev} for the branch or refs/tags/{rev} for the tag.",
            )
        oid = done.text
        if done.returncode or not is_oid(oid):
            if rev == "HEAD":
                if is_oid(self.own(["rev-parse", "--verify", "HEAD"], check=False).text):
                    raise CouldNotTell("The newest commit can't be read.", hint=git.DAMAGED)
                raise WrongUse("The repository has no commit yet.", hint="Commit something first.")
            if "ambiguous" in said:
                raise WrongUse(
                    f"{rev} is short for more than one object.", hint="Write more of it."
                )
            raise WrongUse(
                f"There is no commit called {rev} in this repository.",
                hint="'git branch -a' and 'git tag' list what there is; 'git fetch' brings more.",
            )
        return oid

    def branches(self) -> tuple[Ref, ...]:
        """The local branches, by name."""
        return self._refs("refs/heads/")

    def tags(self) -> tuple[Ref, ...]:
        """The tags, by name."""
        return self._refs("refs/tags/")

    def _refs(self, prefix: str) -> tuple[Ref, ...]:
        form = "--format=%(refname)%00%(objectname)%00%(objecttype)%00{}%00%(symref)"
        done = self.own(["for-each-ref", form.format("%(*objectname)"), prefix], check=False)
        if done.returncode:  # what is too large to be looked into stands for itself
            done = self.own(["for-each-ref", form.format(""), prefix], what="list the refs")
        refs = []
        for line in done.text.split("\n"):
            parts = line.split("\0")
            if len(parts) != 5 or (parts[4] and prefix == "refs/remotes/"):
                continue
            name, oid, kind, peeled, _ = parts
            refs.append(Ref(name.removeprefix(prefix), oid, peeled or oid, kind))
        return tuple(refs)

    # -- what makes the history doubtful --------------------------------------------------------

    def is_shallow(self) -> bool:
        """Whether the clone's history was cut off."""
        try:
            return (self.common_dir / "shallow").stat().st_size > 0
        except OSError:
            return False

    def cut_off(self) -> frozenset[str]:
        """The commits at which a clone's history was cut off: their parents are not in it."""
        try:
            return frozenset((self.common_dir / "shallow").read_text("ascii", "replace").split())
        except OSError:
            return frozenset()

    def has_grafts(self) -> bool:
        """Whether the repository has a grafts file, which is ignored here."""
        try:
            return (self.common_dir / "info" / "grafts").stat().st_size > 0
        except OSError:
            return False

    def replace_refs(self) -> tuple[Ref, ...]:
        """The refs that ask git to show other objects in place of some; they are ignored here."""
        return self._refs("refs/replace/")

    # -- objects --------------------------------------------------------------------------------

    def object(self, oid: str, *, limit: int = SIZE_LIMIT) -> tuple[str, bytes]:
        """An object's kind and bytes.

        Raises:
            CouldNotTell: It is missing, larger than ``limit`` bytes, or damaged.
        """
        return self.objects.read(oid, limit=limit)

    def blob(self, oid: str, *, limit: int = SIZE_LIMIT) -> bytes:
        """A file's bytes by its blob's oid.

        Raises:
            CouldNotTell: It is missing, too large, damaged or no blob.
        """
        return self._typed(oid, "blob", limit)

    def blob_beside(self, oid: str, *, limit: int = SIZE_LIMIT) -> bytes:
        """As ``blob``, on another thread, while something else is read here."""
        return self._typed(oid, "blob", limit, self.beside)

    def blobs(self, oids: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """Many blobs in the order asked; None for what is missing, too large or damaged."""
        for oid, found in self.objects.read_many(oids):
            yield oid, found[1] if found and found[0] == "blob" else None

    def lacks(self, oid: str, *, limit: int = SIZE_LIMIT) -> bool:
        """Whether an object is missing or damaged; one of more than ``limit`` bytes is not."""
        known = self.objects.info(oid)
        if known is None or known[1] > limit:
            return known is None
        try:
            self.object(oid, limit=limit)
        except CouldNotTell:
            return True
        return False

    def commit(self, oid: str) -> Commit:
        """A commit by its oid.

        Raises:
            CouldNotTell: It is missing, too large, damaged, malformed or no commit.
        """
        from policyreview.repository.parse import parse_commit

        return parse_commit(oid, self._typed(oid, "commit", COMMIT_LIMIT), self.object_format)

    def commits(self, oids: Iterable[str]) -> Iterator[Commit]:
        """Many commits in the order asked.

        Raises:
            CouldNotTell: One is missing, too large, damaged or malformed.
        """
        from policyreview.repository.parse import parse_commit

        for oid, found in self.objects.read_many(oids, limit=COMMIT_LIMIT):
            if found is None or found[0] != "commit":
                yield self.commit(oid)  # asked alone, it says what is wrong with it
            else:
                yield parse_commit(oid, found[1], self.object_format)

    def tag(self, oid: str) -> Tag:
        """An annotated tag's object by its oid.

        Raises:
            CouldNotTell: It is missing, too large, damaged, malformed or no tag.
        """
        from policyreview.repository.parse import parse_tag

        return parse_tag(oid, self._typed(oid, "tag", COMMIT_LIMIT))

    def _typed(self, oid: str, kind: str, limit: int, reader: ObjectReader | None = None) -> bytes:
        found, data = (reader or self.objects).read(oid, limit=limit)
        if found != kind:
            raise CouldNotTell(
                f"The object {oid[:12]} is a {found}, not a {kind}.", hint=f"Name a {kind}."
            )
        return data

    # -- trees ----------------------------------------------------------------------------------

    def tree(self, commit: str, *, sizes: bool = False) -> tuple[TreeEntry, ...]:
        """Every file, link and submodule of a commit, by path, as git lists them.

        Args:
            commit: The oid of a commit (or of a tree).
            sizes: Also tell each blob's size, which costs a look at every blob.
        """
        options = ["-r", "-z", "--full-tree", *(["-l"] if sizes else [])]
        chunks = self.read_stream(["ls-tree", *options, commit], what="list the files")
        return tuple(_entry(record) for record in git.records(chunks))

    def files(
        self, commit: str, *, without: str = "", folders: bool = False
    ) -> tuple[TreeEntry, ...]:
        """Every file, link and submodule of a commit, by path, from the folders' own bytes.

        Args:
            commit: The oid of a commit (or of a tree).
            without: A folder of which nothing is listed that it holds.
            folders: List folders too.

        Raises:
            CouldNotTell: A folder is missing, damaged or malformed, or there are too many files.
        """
        return self._tree_list().files(self._tree_of(commit), without, folders=folders)

    def entry(self, commit: str, path: str) -> TreeEntry | None:
        """What stands at a path in a commit, by the folders' own bytes; None where nothing does.

        Raises:
            CouldNotTell: A folder is missing, damaged or malformed.
        """
        if not path or "\0" in path:
            return None
        return self._tree_list().entry(self._tree_of(commit), path)

    def _tree_list(self) -> TreeList:
        from policyreview.repository.treelist import TreeList

        return TreeList(self.objects, self.object_format)

    def _tree_of(self, commit: str) -> str:
        """The tree of a commit, or the tree itself that an oid names."""
        known = self.objects.info(commit)
        if known is not None and known[0] == "tree":
            return commit
        kind, data = self.object(commit, limit=COMMIT_LIMIT)
        tree = data[5 : data.find(b"\n")].decode("ascii", "replace")
        usual = kind == "commit" and data.startswith(b"tree ") and is_oid(tree)
        return tree if usual else self.commit(commit).tree

    # -- history --------------------------------------------------------------------------------

    def ancestry(self, commit: str, *, exclude: Iterable[str] = ()) -> Iterator[str]:
        """The oids of a commit and its ancestors, children before parents, by the graph."""
        without = [f"^{oid}" for oid in exclude]
        chunks = self.read_stream(
            ["rev-list", "--topo-order", commit, *without], what="walk the history"
        )
        for line in git.records(chunks, b"\n"):
            yield line.decode("ascii")

    def is_ancestor(self, old: str, new: str) -> bool:
        """Whether ``old`` is ``new`` or one of its ancestors."""
        done = self.read(["merge-base", "--is-ancestor", old, new], check=False)
        if done.returncode not in {0, 1}:
            raise git.GitFailed(done, "compare two commits")
        return done.returncode == 0

    def merge_base(self, one: str, other: str) -> str | None:
        """The best common ancestor, None where there is none."""
        done = self.read(["merge-base", one, other], check=False)
        if done.returncode not in {0, 1}:
            raise git.GitFailed(done, "compare two commits")
        return done.text.split("\n")[0] or None


def _entry(record: bytes) -> TreeEntry:
    """Read one record of ``ls-tree -z``, with or without the size."""
    head, _, path = record.partition(b"\t")
    parts = head.decode("ascii").split()
    size = int(parts[3]) if len(parts) > 3 and parts[3].isdigit() else None
    name = path.decode("utf-8", "surrogateescape")
    return TreeEntry(name, parts[0], _KINDS[parts[1]], parts[2], size)
