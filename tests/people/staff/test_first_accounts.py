"""How a county that begins gets its first accounts: a list on standard input of one command."""

from pathlib import Path

from sqlmodel import select

from app.core.db import Database
from app.people.models import Person, RoleGrant
from app.people.staff.models import Credential
from app.people.staff.rules import check_password
from tests.support.command import Ended, run
from tests.support.world import HUAISHU, SHIQIAO

HEADING = "name,role,place_code,username,phone"
SECRETARY = f"赵新书,village_secretary+mediator,{HUAISHU},zhaoxinshu,00000000171"
OFFICER = f"周新敏,town_officer,{SHIQIAO},zhouxinmin,"


def command(name: str, folder: Path, *lines: str) -> Ended:
    return run(name, environment={"DATA_DIR": str(folder)}, told="\n".join((HEADING, *lines)))


def test_a_real_county_gets_its_first_accounts_from_a_list_all_or_none(tmp_path: Path) -> None:
    begun = command("init", tmp_path)
    assert begun.returncode == 0, begun.stderr
    # The demo's people do not join those of a real county.
    demo = command("demo", tmp_path)
    assert demo.returncode == 1
    assert demo.stderr.splitlines()[-1].startswith("Nothing was changed: 409 county_has_begun")
    assert "Traceback" not in demo.stderr
    # A wrong line anywhere leaves nobody behind.
    wrong = command("staff", tmp_path, SECRETARY, OFFICER.replace("town_officer", "mayor"))
    assert wrong.returncode == 1
    assert "Nothing was changed. Person 2" in wrong.stderr
    made = command("staff", tmp_path, SECRETARY, OFFICER)
    assert made.returncode == 0, made.stderr
    passwords = {line.split("  ")[3]: line.split("  ")[4] for line in made.stdout.splitlines()}
    assert passwords.keys() == {"zhaoxinshu", "zhouxinmin"}
    again = command("staff", tmp_path, SECRETARY)
    assert again.returncode == 1
    assert "name_taken" in again.stderr
    database = Database(f"sqlite:///{tmp_path / 'buchucun.sqlite3'}")
    with database.reading() as db:
        known = {each.username: each for each in db.exec(select(Credential))}
        assert known.keys() == {"admin", *passwords}
        for name, word in passwords.items():
            assert check_password(word, known[name].password_hash)[0]
        secretary = db.get_one(Person, known["zhaoxinshu"].person_id)
        held = db.exec(select(RoleGrant.role).where(RoleGrant.person_id == secretary.id)).all()
        assert set(held) == {"village_secretary", "mediator"}
        assert secretary.village_code == HUAISHU
        assert db.get_one(Person, known["zhouxinmin"].person_id).village_id is None
    database.close()
