"""What a folder of an editor says: what is typed before what is saved, and nothing from outside."""

import os
from pathlib import Path

import pytest

from sosgraph.language_server.desk import Desk
from sosgraph.language_server.folder import Folder


def test_nothing_outside_a_folder_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither by a path that leads out of it, nor by a link, be it under the folder that the editor was started in."""
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.yaml").write_text("services: {stolen: {image: x, depends_on: [treasure]}, treasure: {image: y}}\n")
    (inside / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    services = "a: {extends: {file: ../secret.yaml, service: stolen}}, b: {extends: {file: link.yaml, service: stolen}}"
    (inside / "compose.yaml").write_text(f"services: {{{services}}}\n")
    monkeypatch.chdir(tmp_path)
    snapshot = Folder(str(inside)).snapshot()
    assert sum("outside the folders" in finding.message for finding in snapshot.loaded.findings) == 2
    assert not any("secret" in name or "link" in name for name in snapshot.documents)


def test_what_is_typed_wins_until_it_is_closed(tmp_path: Path) -> None:
    """Then the file counts again, as it is then."""
    file = tmp_path / "shop.yaml"
    file.write_text("components: {web: {}}\n")
    folder = Folder(str(tmp_path))
    assert set(folder.snapshot().architecture.components) == {"shop/web"}
    folder.change(str(file), "components: {typed: {}}\n")
    assert set(folder.snapshot().architecture.components) == {"shop/typed"}
    file.write_text("components: {saved: {}}\n")
    os.utime(file, ns=(1, 1))
    assert set(folder.snapshot().architecture.components) == {"shop/typed"}
    folder.change(str(file), None)
    assert set(folder.snapshot().architecture.components) == {"shop/saved"}


def test_the_same_is_said_however_often_it_is_asked(tmp_path: Path) -> None:
    """A file that has not changed is not composed again, and what was found in it before is not found twice."""
    (tmp_path / "shop.yaml").write_text("components: {web: {depends_on: [nobody], nonsense: 1}}\n")
    folder = Folder(str(tmp_path))
    before = folder.snapshot().lint().findings
    folder.forget()
    assert folder.snapshot().lint().findings == before and len(before) == 2


def test_a_file_that_is_nowhere_is_an_architecture_of_its_own(tmp_path: Path) -> None:
    """A buffer without a name, and a file outside all folders; they do not know one another."""
    (tmp_path / "inside").mkdir()
    desk = Desk()
    desk.add((tmp_path / "inside").as_uri())
    loose = (tmp_path / "loose.yaml").as_uri()
    desk.change("untitled:Untitled-1", "components: {web: {}}\n")
    desk.change(loose, "components: {db: {}}\n")
    assert len(desk.everything()) == 3
    for uri, name in (("untitled:Untitled-1", "web"), (loose, "db")):
        found = desk.folder(desk.name(uri)).snapshot().architecture.components
        assert [each.rpartition("/")[2] for each in found] == [name]
        assert desk.uri(desk.name(uri)) == uri
    desk.add(tmp_path.as_uri())
    assert desk.folder(desk.name(loose)).root == str(tmp_path.resolve())
    desk.change(loose, None)
    assert len(desk.everything()) == 3  # two folders, and the buffer


def test_an_inner_folder_answers_for_its_files(tmp_path: Path) -> None:
    """The outer one sees what is typed in them too."""
    inner = tmp_path / "inner"
    inner.mkdir()
    file = inner / "shop.yaml"
    file.write_text("components: {web: {}}\n")
    desk = Desk()
    desk.add(tmp_path.as_uri())
    desk.add(inner.as_uri())
    desk.change(file.as_uri(), "components: {typed: {}}\n")
    assert desk.folder(desk.name(file.as_uri())).root == str(inner.resolve())
    for folder in desk.everything():
        assert set(folder.snapshot().architecture.components) == {"shop/typed"}
