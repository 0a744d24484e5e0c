"""Who may read the duty log, take it on paper and add to it: every cell written by hand, as in `test_matrix`. Columns are villages."""

from uuid import uuid4

from app.core.clock import today
from tests.security.matrix import compare, said, table
from tests.security.township import Township

# Its staff, and its township in turns and numbers.
READ = table("""
                              v108 v106 v107 v109 far3 far9
    wang,fang,lin,gui          403  403  403  403  403  403
    dashan,mancang,li_code     403  403  403  403  403  403
    li,zhang,zhao              ok   .    .    .    .    .
    liu,qin,sun                ok   .    .    .    .    .
    pan,pan2                   .    ok   .    .    .    .
    pan3                       403  403  403  403  403  403
    guan,guan2                 .    .    .    .    ok   .
    zhou                       ok   ok   ok   ok   .    .
    tang                       .    .    .    .    ok   .
    he,admin                   403  403  403  403  403  403
    admin3,key                 403  403  403  403  403  403
""")

# Those who sit in the village, and nobody above them.
WRITE = table("""
                              v108 v106 v107 v109 far3 far9
    wang,fang,lin,gui          403  403  403  403  403  403
    dashan,mancang,li_code     403  403  403  403  403  403
    li,zhang,zhao              ok   .    .    .    .    .
    liu,qin,sun                ok   .    .    .    .    .
    pan,pan2                   .    ok   .    .    .    .
    pan3                       403  403  403  403  403  403
    guan,guan2                 .    .    .    .    ok   .
    zhou                       403  403  403  403  .    .
    tang                       .    .    .    .    403  .
    he,admin                   403  403  403  403  403  403
    admin3,key                 403  403  403  403  403  403
""")

COVERED = {"read_duty_month", "read_duty_day", "export_duty_day", "export_duty_month", "write_duty_remark"}
_READS = (
    "/duty-log?village_code={place}&month={month}",
    "/duty-log/days/{on}?village_code={place}",
    "/duty-log/days/{on}/sheet.pdf?village_code={place}",
    "/duty-log/sheet.xlsx?village_code={place}&month={month}",
)


def test_the_log_is_read_and_printed_by_those_who_sit_there_and_by_their_township(township: Township) -> None:
    for path in _READS:

        def look(row: str, column: str, path: str = path) -> str:
            gaps = {"place": township.places[column], "on": f"{today()}", "month": f"{today():%Y-%m}"}
            return said(township.ask(row, "GET", path.format_map(gaps)))

        compare(READ, look)


def test_a_word_is_added_by_those_who_sit_there(township: Township) -> None:
    def look(row: str, column: str) -> str:
        body = {"id": str(uuid4()), "village_code": township.places[column], "kind": "note", "text": "好"}
        return said(township.ask(row, "POST", "/duty-log/remarks", json=body))

    compare(WRITE, look)
