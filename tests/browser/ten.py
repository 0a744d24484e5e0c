"""Ten matters side by side: the hands that do by the API what a story has shown on a screen once already."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from app.demo.service import demo_id
from tests.browser.acting import Cast
from tests.browser.matters import KNOWN, Hands
from tests.support import papers
from tests.support.browser import Phone
from tests.support.world import HUAISHU

LI, ZHANG = "李秀英", "张建国"


class Ten:
    """The ten matters by the villager's name, and the hands that do by the API what the story has shown once already."""

    def __init__(self, cast: Cast, folder: Path) -> None:
        self.cast, self.folder, self.hands = cast, folder, Hands(cast.town)
        self.of: dict[str, str] = {}

    def days_pass(self, until: datetime) -> None:
        """Move every clock; nobody's sign-in lasts that long."""
        self.cast.days_pass(until)
        self.hands.wash()
        self.hands = Hands(self.cast.town)

    def desk(self, name: str, who: str = LI) -> Phone:
        """The matter of a villager on a cadre's phone."""
        phone = self.cast.phone_of(who)
        phone.open(f"/desk/tickets/{self.of[name]}")
        phone.sees("走到哪一步了")
        return phone

    def record(self, name: str, item: str, person: str | None = None, **more: Any) -> None:
        """A walk-in as the desk sends it."""
        helped = {"person_id": person or str(demo_id(name))}
        self.of[name] = self.hands.submit(
            LI, "errand", item_code=item, **({"channel": "walk_in", "beneficiary": helped} | KNOWN | more)
        )

    def newcomer(self, name: str, contact: str) -> str:
        """Somebody without a phone of the own, whom nobody had on record."""
        told = {"no_phone": True, "contact_name": contact, "contact_phone": "00000000901", "village_code": HUAISHU}
        answer = self.hands.of(LI).post("/people", json={"id": str(uuid4()), "name": name, "group": "三组"} | told)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def moves(self, who: str, name: str, *steps: tuple[str, dict[str, Any]]) -> None:
        """Some steps of a matter."""
        for move, data in steps:
            self.hands.move(who, self.of[name], move, **data)

    def carries(self, who: str, name: str, kind: str, papers: dict[str, int], **more: Any) -> None:
        """One act with originals."""
        rows = [{"code": code, "count": n} for code, n in papers.items()]
        self.hands.carry(who, self.of[name], kind, papers=rows, **more)

    def pdf(self, phone: Phone, button: str) -> str:
        """What stands on a paper that a button saves."""
        with phone.page.expect_download() as saved:
            phone.tap(button)
        return papers.text(saved.value.path().read_bytes())


def every(*codes: str) -> list[dict[str, str]]:
    """These papers, as a move names them."""
    return [{"code": code} for code in codes]
