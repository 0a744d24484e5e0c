"""The tests, in folders that mirror `app/`."""

import os
import shutil
import tempfile
from pathlib import Path

# Some four thousand databases are made and thrown away: in a folder that the system keeps in memory, where there is a roomy
# one, a copy takes a third of the time. What a power cut would take is no test's matter; what a killed server wrote stays.
_MEMORY, _ENOUGH_BYTES = Path("/dev/shm"), 4 << 30
if "TMPDIR" not in os.environ and _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ENOUGH_BYTES:
    os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)
