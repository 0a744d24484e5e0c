"""Many threads that do the same at the same moment."""

import threading
from collections.abc import Callable


def at_once(times: int, act: Callable[[], object]) -> list[object]:
    """What each of so many threads got that ran an act at the same moment; the first failure is raised."""
    start, answers, failures = threading.Barrier(times), list[object](), list[BaseException]()

    def run() -> None:
        start.wait()
        try:
            answers.append(act())
        except BaseException as error:  # noqa: BLE001 - raised below, in the test's own thread.
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return answers
