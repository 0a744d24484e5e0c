"""What owners do with files beside showing them: small pictures, reading them whole, and forgetting them."""

import uuid

import pytest
from sqlmodel import Session

from app.core.clock import now
from app.core.problems import Refusal
from app.files import rules, service
from app.people.models import Person
from tests.files import samples
from tests.files.conftest import Scene


def _upload(scene: Scene) -> uuid.UUID:
    file_id = uuid.uuid4()
    assert scene.villager.put(f"/files/{file_id}", content=samples.photo("JPEG")).status_code == 200
    return file_id


def _whole(scene: Scene, file_id: uuid.UUID) -> bytes:
    with scene.database.reading() as db:
        return service.content(db, file_id)


def test_a_file_that_is_forgotten_is_gone_with_its_bytes(scene: Scene) -> None:
    file_id, other = _upload(scene), _upload(scene)
    with scene.database.writing() as db:
        service.forget(db, file_id)
        service.forget(db, file_id)
        service.forget(db, uuid.uuid4())
    with pytest.raises(Refusal) as refused:
        _whole(scene, file_id)
    assert refused.value.code == "not_found"
    assert scene.stranger.get(f"{scene.address}{service.link(file_id)}").status_code == 404
    assert [path.read_bytes() for path in scene.kept()] == [_whole(scene, other)]


def test_bytes_stay_until_the_transaction_is_committed_whatever_happens_in_it(scene: Scene) -> None:
    file_id = _upload(scene)

    def act_and_fail(db: Session) -> None:
        service.forget(db, file_id)
        # A savepoint, as others open in the same transaction.
        with db.begin_nested():
            db.add(Person(id=uuid.uuid4(), name="孙大妈", created_at=now()))
        raise RuntimeError("something later fails")

    before = _whole(scene, file_id)
    with pytest.raises(RuntimeError), scene.database.writing() as db:
        act_and_fail(db)
    assert _whole(scene, file_id) == before


def test_bytes_that_are_gone_while_the_row_is_read_are_not_there(scene: Scene) -> None:
    file_id = _upload(scene)
    [path] = scene.kept()
    path.unlink()
    with pytest.raises(Refusal) as refused:
        _whole(scene, file_id)
    assert refused.value.status == 404


def test_a_fresh_file_is_taken_away_when_what_is_done_with_it_fails(scene: Scene) -> None:
    fresh = service.squared(samples.photo("JPEG"), 64)
    assert len(scene.kept()) == 1
    with pytest.raises(RuntimeError), service.kept_if_done(fresh):
        raise RuntimeError("it fails")
    assert scene.kept() == []
    with service.kept_if_done(None):
        service.drop(None)


def test_a_small_square_picture_is_a_fresh_file(scene: Scene) -> None:
    fresh = service.squared(samples.photo("JPEG", (900, 1200)), 64)
    assert (fresh.kind, fresh.media_type) == ("photo", "image/jpeg")
    [path] = scene.kept()
    assert path.read_bytes() == rules.square_of(samples.photo("JPEG", (900, 1200)), 64)
    assert fresh.size == path.stat().st_size
