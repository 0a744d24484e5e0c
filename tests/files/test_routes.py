"""Uploading from a phone, and opening by a link."""

import contextlib
import hashlib
import io
import os
import socket
import time
import uuid
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from PIL import Image
from sqlmodel import col, select

from app.core.clock import now
from app.core.problems import Refusal
from app.core.settings import settings
from app.files import gateway, queries, routes, rules, service
from app.files.models import StoredFile
from app.people.actor import Actor, ActorKind
from app.people.models import DeviceSession
from tests.files import samples
from tests.files.conftest import Scene


def _rows(scene: Scene) -> list[StoredFile]:
    with scene.database.reading() as db:
        return list(db.exec(select(StoredFile)))


def test_a_photo_is_kept_small_and_opens_by_its_link_without_signing_in(scene: Scene) -> None:
    file_id = uuid.uuid4()
    sent = samples.photo_with_place((3000, 2000))
    answer = scene.villager.put(f"/files/{file_id}", content=sent, headers={"Content-Type": "image/jpeg"})
    assert answer.status_code == 200
    assert answer.json()["id"] == str(file_id)
    assert answer.json()["kind"] == "photo"

    opened = scene.stranger.get(f"{scene.address}{service.link(file_id)}")
    assert opened.status_code == 200
    assert opened.headers["content-type"] == "image/jpeg"
    assert opened.headers["content-disposition"] == "inline"
    assert opened.headers["x-content-type-options"] == "nosniff"
    assert opened.headers["cache-control"] == "private, max-age=900, immutable"
    assert len(opened.content) == answer.json()["size"]
    assert Image.open(io.BytesIO(opened.content)).size == (1067, 1600)
    [row] = _rows(scene)
    assert row.sha256 == hashlib.sha256(sent).hexdigest()
    assert [path.name for path in scene.kept()] == [row.name_on_disk]
    assert str(file_id) not in str(gateway.path_of(row.name_on_disk))


def test_a_voice_is_kept_as_it_is_and_can_be_played_from_the_middle(scene: Scene) -> None:
    for name, sent in samples.VOICES.items():
        file_id = uuid.uuid4()
        answer = scene.villager.put(f"/files/{file_id}", content=sent, headers={"Content-Type": "text/html"})
        assert answer.json() == {"id": str(file_id), "kind": "voice", "size": len(sent)}
        url = f"{scene.address}{service.link(file_id)}"
        opened = scene.stranger.get(url)
        assert opened.content == sent
        assert opened.headers["content-type"] == name.split(maxsplit=1)[0]
        part = scene.stranger.get(url, headers={"Range": "bytes=4-7"})
        assert (part.status_code, part.content) == (206, sent[4:8])


def test_what_is_neither_photo_nor_voice_is_refused_and_leaves_nothing(scene: Scene) -> None:
    assert len(samples.NOT_KEPT) >= 14
    for name, content in samples.NOT_KEPT.items():
        answer = scene.villager.put(f"/files/{uuid.uuid4()}", content=content, headers={"Content-Type": "image/jpeg"})
        assert (name, answer.status_code, answer.json()["code"]) == (name, 415, "unknown_type")
    for name, content in samples.BAD_PHOTOS.items():
        answer = scene.villager.put(f"/files/{uuid.uuid4()}", content=content)
        assert (name, answer.status_code, answer.json()["code"]) == (name, 415, "bad_photo")
    assert scene.kept() == []
    assert _rows(scene) == []


def test_the_same_upload_twice_is_one_file_and_other_content_is_refused(scene: Scene) -> None:
    path, sent = f"/files/{uuid.uuid4()}", samples.photo("PNG")
    first = scene.villager.put(path, content=sent)
    again = scene.villager.put(path, content=sent)
    assert again.json() == first.json()
    assert again.status_code == first.status_code == 200
    other = scene.villager.put(path, content=samples.photo("PNG", (41, 30)))
    assert (other.status_code, other.json()["code"]) == (409, "other_content")
    neighbours = scene.neighbour.put(path, content=sent)
    assert neighbours.status_code == 409
    assert len(_rows(scene)) == len(scene.kept()) == 1


def test_of_two_uploads_under_one_id_at_the_same_time_one_stays(scene: Scene) -> None:
    file_id, sent = uuid.uuid4(), samples.VOICES["audio/ogg"]
    assert scene.villager.put(f"/files/{file_id}", content=sent).status_code == 200
    [first] = _rows(scene)
    late = gateway.Incoming()
    late.add(sent)
    fresh = service.make_lasting(late)
    late.discard()
    with scene.database.writing() as db:
        stored = service.store(db, Actor(ActorKind.PERSON, first.uploaded_by), file_id, fresh)
        assert stored.name_on_disk == first.name_on_disk
    assert [path.name for path in scene.kept()] == [first.name_on_disk]


def test_a_stranger_is_refused_before_the_body_is_read(scene: Scene) -> None:
    host, port = str(urlsplit(scene.address).hostname), int(urlsplit(scene.address).port or 0)
    with socket.create_connection((host, port), timeout=10) as line:
        line.sendall(b"PUT /api/v1/files/%s HTTP/1.1\r\nHost: x\r\nContent-Length: 8000000\r\n\r\n" % _id())
        assert line.recv(4096).startswith(b"HTTP/1.1 401 ")
    assert scene.kept() == []


def test_a_session_that_was_ended_is_refused_before_the_body_is_read(scene: Scene) -> None:
    with scene.database.writing() as db:
        for session in db.exec(select(DeviceSession).where(col(DeviceSession.revoked_at).is_(None))):
            session.revoked_at = datetime.now(UTC)
            db.add(session)
    assert _begin(scene, b"Content-Length: 8000000", b"").startswith(b"HTTP/1.1 401 ")
    assert scene.kept() == []


def test_more_than_8_mib_is_refused_announced_or_not(scene: Scene) -> None:
    assert _begin(scene, b"Content-Length: 8388609", b"").startswith(b"HTTP/1.1 413 ")
    chunk = b"10000\r\n" + bytes(0x10000) + b"\r\n"
    assert _begin(scene, b"Transfer-Encoding: chunked", chunk * 129).startswith(b"HTTP/1.1 413 ")
    whole = b"OggS" + bytes(rules.LARGEST_UPLOAD - 4)
    assert scene.villager.put(f"/files/{uuid.uuid4()}", content=whole).status_code == 200
    assert len(scene.kept()) == 1


def test_a_body_that_does_not_come_ends_with_408(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "FIRST_BYTES_SECONDS", 0.1)
    monkeypatch.setattr(routes, "NEXT_BYTES_SECONDS", 0.1)
    assert _begin(scene, b"Content-Length: 1000", b"OggS").startswith(b"HTTP/1.1 408 ")
    _until_nothing_is_kept(scene)


def test_a_line_that_breaks_leaves_nothing(scene: Scene) -> None:
    with _line(scene) as line:
        line.sendall(_head(scene, b"Content-Length: 1000") + b"OggS")
    _until_nothing_is_kept(scene)
    assert _rows(scene) == []


def test_a_machine_may_not_upload(scene: Scene) -> None:
    with scene.database.reading() as db, pytest.raises(Refusal) as refused:
        service.admit(db, Actor(ActorKind.MACHINE))
    assert refused.value.code == "persons_only"


def test_a_day_has_its_limit(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_UPLOADS_A_DAY", 1)
    assert scene.villager.put(f"/files/{uuid.uuid4()}", content=samples.VOICES["audio/ogg"]).status_code == 200
    refused = scene.villager.put(f"/files/{uuid.uuid4()}", content=samples.VOICES["audio/amr"])
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_files")
    assert scene.neighbour.put(f"/files/{uuid.uuid4()}", content=samples.VOICES["audio/amr"]).status_code == 200


def test_a_link_is_the_same_for_a_quarter_of_an_hour_and_ends_within_half_an_hour(scene: Scene) -> None:
    file_id = uuid.uuid4()
    scene.villager.put(f"/files/{file_id}", content=samples.photo("WEBP"))
    start = datetime(2026, 2, 14, 1, 0, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        link = service.link(file_id)
        clock.move_to(start + timedelta(minutes=14, seconds=59))
        assert service.link(file_id) == link
        assert scene.stranger.get(f"{scene.address}{link}").status_code == 200
        clock.move_to(start + timedelta(minutes=15))
        assert service.link(file_id) != link
        clock.move_to(start + timedelta(minutes=30, seconds=1))
        over = scene.stranger.get(f"{scene.address}{link}")
        assert (over.status_code, over.json()["code"]) == (403, "link_over")


def test_a_link_that_we_did_not_make_opens_nothing(scene: Scene) -> None:
    mine, other = uuid.uuid4(), uuid.uuid4()
    for each in (mine, other):
        assert scene.villager.put(f"/files/{each}", content=samples.photo("JPEG")).status_code == 200
    link = service.link(mine)
    assert scene.stranger.get(f"{scene.address}{link}").status_code == 200
    until = link.partition("until=")[2].partition("&")[0]
    tampered = [
        link.replace(str(mine), str(other)),
        link.replace(until, str(int(until) + 900)),
        link[:-1] + ("A" if link[-1] != "A" else "B"),
        link.partition("&")[0] + "&sig=",
        link.partition("&")[0] + "&sig=%E2%98%83",
        service.link(uuid.uuid4()),
    ]
    for url in tampered:
        assert scene.stranger.get(f"{scene.address}{url}").status_code == 404
    assert scene.villager.get(f"/files/{mine}").status_code == 422, "signing in does not replace a link"


def test_only_own_uploads_can_be_given_to_an_owner(scene: Scene) -> None:
    ids = [uuid.uuid4() for _ in range(3)]
    for each in ids[:2]:
        scene.villager.put(f"/files/{each}", content=samples.photo("JPEG"))
    scene.neighbour.put(f"/files/{ids[2]}", content=samples.photo("JPEG"))
    with scene.database.reading() as db:
        villager = Actor(ActorKind.PERSON, db.get_one(StoredFile, ids[0]).uploaded_by)
        assert [file.id for file in queries.own_files(db, villager, [ids[1], ids[0]])] == [ids[1], ids[0]]
        for wrong in (ids[2], uuid.uuid4()):
            with pytest.raises(Refusal) as refused:
                queries.own_files(db, villager, [ids[0], wrong])
            assert refused.value.more["file_ids"] == [str(wrong)]
        assert set(queries.files_by_ids(db, [*ids, uuid.uuid4()])) == set(ids)


def test_uploads_that_a_crash_left_half_way_are_swept_after_hours(scene: Scene) -> None:
    half = gateway.Incoming()
    half.add(b"OggS")
    assert service.sweep_incoming() == 0
    for kept in (settings().data_dir / "files" / "incoming").iterdir():
        os.utime(kept, ((now() - timedelta(hours=7)).timestamp(),) * 2)
    assert service.sweep_incoming() == 1
    assert scene.kept() == []
    half.discard()


def _id() -> bytes:
    return str(uuid.uuid4()).encode()


def _head(scene: Scene, length: bytes) -> bytes:
    cookie = "; ".join(f"{name}={value}" for name, value in scene.villager.cookies.items()).encode()
    origin = scene.address.encode()
    host = origin.removeprefix(b"http://")
    lines = (b"PUT /api/v1/files/%s HTTP/1.1" % _id(), b"Host: " + host, b"Origin: " + origin, b"Cookie: " + cookie)
    return b"\r\n".join((*lines, length, b"", b""))


def _line(scene: Scene) -> socket.socket:
    parts = urlsplit(scene.address)
    return socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=20)


def _begin(scene: Scene, length: bytes, body: bytes) -> bytes:
    """Begin an upload, send this much of it, and read what the server says to that."""
    with _line(scene) as line:
        line.sendall(_head(scene, length))
        with contextlib.suppress(ConnectionError):
            line.sendall(body)
        return line.recv(65536)


def _until_nothing_is_kept(scene: Scene) -> None:
    for _ in range(1000):
        if not scene.kept():
            return
        time.sleep(0.01)
    assert scene.kept() == []
