"""Every job ends exactly once, whatever breaks, and no pool lives for ever."""

from concurrent.futures import BrokenExecutor, Executor, Future

import pytest

from coursekit.grading.jobs import pool
from coursekit.grading.jobs.pool import DIED, Crew
from coursekit.grading.jobs.worker import Done, Job


def job(name: str) -> Job:
    return Job(name, name, "sums", "coursekit 0", "", "", ())


class Brittle(Executor):
    """Breaks, with all that is in flight, as soon as it is given a job that kills."""

    made = 0
    killers: dict[str, int] = {}

    def __init__(self, workers):
        type(self).made += 1
        self.broken = False

    def submit(self, function, job):
        if self.broken:
            raise BrokenExecutor
        future = Future()
        if self.killers.get(job.key, 0):
            self.killers[job.key] -= 1
            self.broken = True
            future.set_exception(BrokenExecutor())
        else:
            future.set_result(Done(job.key, 0.1))
        return future


@pytest.mark.parametrize("workers", [1, 2, 5])
@pytest.mark.parametrize("killers", [{}, {"0": 1}, {"3": 1, "4": 1}, {"3": 2}, {str(n): 2 for n in range(10)}])
def test_every_job_ends_once_and_only_killers_fail(workers, killers, monkeypatch):
    monkeypatch.setattr(Brittle, "killers", dict(killers))
    monkeypatch.setattr(Brittle, "made", 0)
    done = list(Crew(Brittle, workers).run([job(str(n)) for n in range(10)]))
    assert sorted(each.key for each in done) == [str(n) for n in range(10)]
    failed = {each.key: each.failure for each in done if each.failure}
    assert failed == dict.fromkeys((name for name, deaths in killers.items() if deaths == 2), DIED)


def test_a_pool_is_replaced_after_some_jobs(monkeypatch):
    monkeypatch.setattr(Brittle, "made", 0)
    monkeypatch.setattr(pool, "JOBS_A_WORKER", 3)
    done = list(Crew(Brittle, 2).run([job(str(n)) for n in range(14)]))
    assert len(done) == 14 and Brittle.made == 3


def test_jobs_are_announced_as_they_are_handed_out(monkeypatch):
    monkeypatch.setattr(Brittle, "killers", {})
    heard = []
    list(Crew(Brittle, 1, on_start=lambda each: heard.append(each.key)).run([job("a"), job("b")]))
    assert heard == ["a", "b"]
