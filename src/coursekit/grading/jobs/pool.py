"""Gives jobs to worker processes and survives their deaths: a job that was in flight then is tried once more, alone."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait

from coursekit.grading.jobs.early import prepare
from coursekit.grading.jobs.worker import Done, Job, Setup, run, start

JOBS_A_WORKER = 100  # then a fresh pool follows: nbgrader and its libraries keep about 0.15 MiB a job
TICK_SECONDS = 0.5
DIED = (
    "the process that graded it died twice, so it has no score yet and counts as 0: the instructor has to look at the "
    "submission, and at .coursekit/grade.log in the grader's folder"
)


def local_pool(setup: Setup, workers: int) -> ProcessPoolExecutor:
    """Return a pool of worker processes, forked from one that has imported nbgrader and started nothing."""
    prepare()
    context = multiprocessing.get_context("forkserver")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=start, initargs=(setup,))


class Crew:
    """Runs jobs on executors that it makes anew when one breaks.

    Args:
        make_executor: Called with a number of workers; returns an Executor whose workers are ready.
        workers: Jobs side by side.
        on_start: Called with a job when it is handed out.
        on_tick: Called now and then while nothing happens.
    """

    def __init__(
        self,
        make_executor: Callable[[int], Executor],
        workers: int,
        on_start: Callable[[Job], None] = lambda job: None,
        on_tick: Callable[[], None] = lambda: None,
    ):
        self.make_executor, self.workers, self.on_start, self.on_tick = make_executor, workers, on_start, on_tick

    def run(self, jobs: list[Job]) -> Iterator[Done]:
        """Yield how each job ended, in the order in which they end."""
        waiting = deque(jobs)
        while waiting:
            # Not by max_tasks_per_child: with it, some releases of Python 3.11 and 3.12 wait for ever.
            batch = deque(waiting.popleft() for _ in range(min(len(waiting), JOBS_A_WORKER * self.workers)))
            suspects = yield from self._until_broken(batch)
            waiting.extendleft(reversed(batch))  # what a broken pool had not begun
            for job in suspects:  # which of them broke the pool can't be told: each gets a worker of its own
                yield self._alone(job)

    def _until_broken(self, waiting: deque[Job]) -> Iterator[Done]:
        """Run waiting jobs until none is left or the pool breaks; return those that were in flight then."""
        flying: dict[Future, Job] = {}
        executor = self.make_executor(min(self.workers, len(waiting)))
        try:
            while waiting or flying:
                while waiting and len(flying) <= self.workers:  # one more than workers, so that none waits for us
                    job = waiting[0]
                    flying[executor.submit(run, job)] = job
                    waiting.popleft()
                    self.on_start(job)
                ended, _ = wait(flying, timeout=TICK_SECONDS, return_when=FIRST_COMPLETED)
                if not ended:
                    self.on_tick()
                for future in ended:
                    done = future.result()
                    del flying[future]
                    yield done
        except BrokenExecutor:
            whole = [future for future in flying if future.done() and not future.exception()]
            yield from [future.result() for future in whole]
            return [job for future, job in flying.items() if future not in whole]
        finally:
            executor.shutdown(wait=False, cancel_futures=True)
        return []

    def _alone(self, job: Job) -> Done:
        executor = self.make_executor(1)
        try:
            future = executor.submit(run, job)
            self.on_start(job)
            while not wait([future], timeout=TICK_SECONDS).done:
                self.on_tick()
            return future.result()
        except BrokenExecutor:
            return Done(job.key, 0.0, failure=DIED)
        finally:
            executor.shutdown(wait=False, cancel_futures=True)
