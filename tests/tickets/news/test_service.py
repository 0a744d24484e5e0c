"""Who is told of what is done in a matter, and in which words."""

from sqlmodel import col, select

from app.notices.models import Notice
from tests.oversight.carried import accepted
from tests.support.world import World


def test_a_relative_reads_that_it_is_not_a_matter_of_his_own(world: World) -> None:
    with world.database.writing() as db:
        no = accepted(world, db, "wang").ticket_no[-4:]
        told = {
            key: set(
                db.exec(
                    select(Notice.text_zh).where(
                        col(Notice.person_id) == world.id(key), col(Notice.kind) == "ticket_moved"
                    )
                )
            )
            for key in ("wang", "wangfang")
        }
    assert told["wang"] == {f"您的事（编号后四位 {no}）有新进展，请打开看，或打电话问村里。"}
    assert told["wangfang"] == {f"您帮着办的事（编号后四位 {no}）有新进展，请打开看，或打电话问村里。"}
