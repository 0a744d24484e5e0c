"""Reading what is known of files. Only owners' answers lead to files, so no list of them is for people."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.core.problems import Refusal
from app.files.models import StoredFile
from app.people.actor import Actor


def files_by_ids(db: Session, ids: Collection[UUID]) -> dict[UUID, StoredFile]:
    """The files with these ids; those that are not there are left out."""
    if not ids:
        return {}
    return {file.id: file for file in db.exec(select(StoredFile).where(col(StoredFile.id).in_(ids)))}


def own_files(db: Session, actor: Actor, ids: Sequence[UUID]) -> list[StoredFile]:
    """The files that an actor uploaded and now gives to an owner, in the order of the ids.

    Raises:
        Refusal: 422 `unknown_file`, with `file_ids`, when one is not there or was uploaded by somebody else: who could
            attach it would be given a link to it.

    """
    found = files_by_ids(db, ids)
    missing = [each for each in ids if each not in found or found[each].uploaded_by != actor.person_id]
    if missing:
        raise Refusal(
            422,
            "unknown_file",
            "有照片或录音还没有传上来，请先传好再发。",
            "A photo or recording has not been uploaded yet: upload it first, then send again.",
            file_ids=[str(each) for each in missing],
        )
    return [found[each] for each in ids]


def uploads_of_a_day(db: Session, person_id: UUID, now: datetime) -> int:
    """How many files a person has uploaded in the last 24 hours."""
    recent = (col(StoredFile.uploaded_by) == person_id) & (col(StoredFile.created_at) > now - timedelta(days=1))
    return db.exec(select(func.count()).select_from(StoredFile).where(recent)).one()
