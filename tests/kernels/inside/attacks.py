"""What hostile code tries; every function runs inside a sandbox and returns what it got hold of.

`attempt` is the payload: it calls one of them, and writes what came of it to the first passed descriptor.
"""

import ctypes
import errno
import fcntl
import json
import mmap
import os
import pty
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

MIB = 1024 * 1024


def attempt(arguments: dict, descriptors: list[int]) -> int:
    """Call the attack `arguments["attack"]` with the other arguments; write {"got": ...} or {"denied": ...}."""
    attack = globals()[arguments.pop("attack")]
    try:
        answer = {"got": attack(**arguments)}
    except (OSError, MemoryError, RuntimeError, ValueError) as error:
        answer = {"denied": type(error).__name__, "errno": getattr(error, "errno", None)}
    os.write(descriptors[0], json.dumps(answer).encode() + b"\n")
    return 0


def read_each(paths: list[str]) -> dict[str, str]:
    """Read files; the answer holds those that could be read, empty ones left out."""
    found = {}
    for path in paths:
        try:
            with open(path, "rb") as file:
                if content := file.read(200):
                    found[path] = content.decode(errors="replace")
        except OSError:
            continue
    return found


def list_each(paths: list[str]) -> list[str]:
    """Return the folders that exist and hold something."""
    return [path for path in paths if os.path.isdir(path) and os.listdir(path)]


def names_in(folder: str) -> list[str]:
    """Return what a folder holds."""
    return sorted(os.listdir(folder))


def see_processes(highest: int) -> dict[str, list[int]]:
    """Look for other processes: in the list of /proc, and by number."""
    own = {os.getpid()}
    listed = {int(name) for name in os.listdir("/proc") if name.isdigit()} - own
    opened = []
    for process in set(range(1, highest)) - own:
        for name in ("environ", "mem", "maps", "cmdline", "root", "fd"):
            try:
                os.close(os.open(f"/proc/{process}/{name}", os.O_RDONLY))
                opened.append(process)
            except OSError:
                continue
    return {"listed": sorted(listed), "opened": opened}


def connect_each(port: int, abstract: str, path: str) -> dict[str, str]:
    """Connect to services that listen on the host, and open sockets of other families."""
    tries = {
        "loopback": (socket.AF_INET, ("127.0.0.1", port)),
        "loopback 6": (socket.AF_INET6, ("::1", port)),
        "abstract": (socket.AF_UNIX, "\0" + abstract),
        "path": (socket.AF_UNIX, path),
        "vsock": (socket.AF_VSOCK, (2, port)),
    }
    reached = {}
    for name, (family, address) in tries.items():
        try:
            with socket.socket(family, socket.SOCK_STREAM) as end:
                end.settimeout(2)
                end.connect(address)
                reached[name] = "connected"
        except OSError:
            continue
    for name, family in {"netlink": 16, "packet": 17, "bluetooth": 31, "algorithms": 38}.items():
        try:
            socket.socket(family, socket.SOCK_RAW).close()
            reached[name] = "opened"
        except OSError:
            continue
    return reached


def look_up(names: list[str]) -> dict[str, str]:
    """Resolve names."""
    found = {}
    for name in names:
        try:
            found[name] = str(socket.getaddrinfo(name, 80))
        except OSError:
            continue
    return found


def interfaces() -> list[str]:
    """Return network interfaces that carry traffic out, as /proc shows them."""
    lines = Path("/proc/net/dev").read_text().splitlines()[2:]
    return [line.split(":")[0].strip() for line in lines if not line.strip().startswith("lo:")]


def environment() -> dict[str, object]:
    """Return the environment as Python has it, and as /proc shows the block that the program was started with."""
    block = Path("/proc/self/environ").read_bytes().strip(b"\0").decode(errors="replace")
    return {"python": dict(os.environ), "block": block}


def search_memory(reversed_token: str) -> int:
    """Count how often a text (given backwards, so that asking doesn't plant it) stands in this process's memory."""
    needle = reversed_token.encode()[::-1]
    count = 0
    with open("/proc/self/mem", "rb") as memory:
        for line in Path("/proc/self/maps").read_text().splitlines():
            span, mode = line.split()[:2]
            start, end = (int(edge, 16) for edge in span.split("-"))
            if not mode.startswith("rw") or end - start > 512 * MIB:
                continue
            try:
                memory.seek(start)
                count += memory.read(end - start).count(needle)
            except (OSError, ValueError):
                continue
    return count - 1  # the needle itself


def descriptors() -> dict[str, str]:
    """Return where each open descriptor leads."""
    found = {}
    for name in os.listdir("/proc/self/fd"):
        try:
            found[name] = os.readlink(f"/proc/self/fd/{name}")
        except OSError:
            continue  # the one that listed them
    return found


def call_each(calls: dict[str, int]) -> dict[str, int]:
    """Make system calls by number with arguments of zero; return errno of each, 0 for success."""
    libc = ctypes.CDLL(None, use_errno=True)
    answers = {}
    for name, number in calls.items():
        result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(0)] * 6)
        answers[name] = ctypes.get_errno() if result == -1 else 0
    return answers


def make_namespaces(flags: list[int], clone: int) -> dict[str, int]:
    """Try each kind of namespace by unshare and by clone; return errno of each."""
    libc = ctypes.CDLL(None, use_errno=True)
    answers = {}
    for flag in flags:
        answers[f"unshare {flag:#x}"] = ctypes.get_errno() if libc.unshare(flag) == -1 else 0
        child = libc.syscall(ctypes.c_long(clone), ctypes.c_long(flag | signal.SIGCHLD), *[ctypes.c_long(0)] * 4)
        if child == 0:
            os._exit(0)
        answers[f"clone {flag:#x}"] = ctypes.get_errno() if child == -1 else 0
    return answers


def other_architecture() -> int:
    """Make the call `getpid` of the 32-bit architecture in a child; return how the child ended."""
    child = os.fork()
    if child == 0:
        code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        code.write(bytes.fromhex("b814000000cd80c3"))  # mov eax, 20; int 0x80; ret
        address = ctypes.addressof(ctypes.c_char.from_buffer(code))
        ctypes.CFUNCTYPE(ctypes.c_int)(address)()
        os._exit(0)
    return os.waitpid(child, 0)[1]


def type_into_terminal() -> int:
    """Push a character into a terminal's input, as if somebody had typed it."""
    ours, theirs = pty.openpty()
    return fcntl.ioctl(theirs, 0x5412, b"x") is not None and ours


def become_somebody(program: str) -> dict[str, object]:
    """Run a set-user-id program, and try to change identity and privileges."""
    printed = subprocess.run([program, "-u"], capture_output=True, text=True, check=True).stdout.strip()
    got: dict[str, object] = {"set-user-id": printed, "capabilities": _status("CapEff") + _status("CapBnd")}
    for name, change in {
        "setuid": lambda: os.setuid(0),
        "setgroups": lambda: os.setgroups([0]),
        "nice": lambda: os.nice(-5),
        "real time": lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)),
        "memory": lambda: resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY,) * 2),
        "processes": lambda: resource.setrlimit(resource.RLIMIT_NPROC, (resource.RLIM_INFINITY,) * 2),
    }.items():
        try:
            change()
            got[name] = "done"
        except (OSError, ValueError):
            continue
    return got


def _status(name: str) -> str:
    """Return one field of /proc/self/status without leading zeros."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(line.split()[1].lstrip("0") for line in lines if line.startswith(name))


def write_each(paths: list[str]) -> list[str]:
    """Create a file in each folder, or open each file for writing; return where that worked."""
    written = []
    for path in paths:
        try:
            target = os.path.join(path, "planted") if os.path.isdir(path) else path
            os.close(os.open(target, os.O_WRONLY | (os.O_CREAT if os.path.isdir(path) else 0)))
            written.append(path)
        except OSError:
            continue
    return written


def make_devices() -> list[str]:
    """Make device nodes for the first disk and for memory where files may be made; return those that can be opened."""
    made = []
    for name, mode, device in (("disk", 0o060666, os.makedev(8, 0)), ("memory", 0o020666, os.makedev(1, 1))):
        for folder in ("/tmp", "/dev/shm", "."):
            try:
                os.mknod(f"{folder}/{name}", mode, device)
                os.close(os.open(f"{folder}/{name}", os.O_RDONLY))
                made.append(f"{folder}/{name}")
            except OSError:
                continue
    return made


def devices() -> list[str]:
    """Return what lies in /dev."""
    return sorted(os.listdir("/dev"))


def allocate_block(mib: int) -> int:
    """Fill one block of memory."""
    return len(bytearray(mib * MIB))


def allocate_in_children(children: int, mib: int, seconds: float) -> list[int]:
    """Fill memory in many processes at once, and hold it; return how they ended."""
    started = []
    for _ in range(children):
        child = os.fork()
        if child == 0:
            held = mmap.mmap(-1, mib * MIB)
            for page in range(0, mib * MIB, mmap.PAGESIZE):
                held[page] = 1
            time.sleep(seconds)
            os._exit(0)
        started.append(child)
    return [os.waitpid(child, 0)[1] for child in started]


def fork_until_refused(most: int) -> int:
    """Fork children that wait until one is refused; return how many there were."""
    started = []
    try:
        while len(started) < most:
            child = os.fork()
            if child == 0:
                signal.pause()
            started.append(child)
    except BlockingIOError:
        pass
    for child in started:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return len(started)


def start_threads_until_refused(most: int) -> int:
    """Start threads that wait until one is refused; return how many there were."""
    end = threading.Event()
    started = 0
    threading.stack_size(64 * 1024)
    try:
        while started < most:
            threading.Thread(target=end.wait, daemon=True).start()
            started += 1
    except RuntimeError:
        pass
    end.set()
    return started


def fork_forever(arguments: dict, descriptors: list[int]) -> None:
    """A payload: fork in every process, for ever."""
    while True:
        try:
            os.fork()
        except OSError:
            time.sleep(0.01)


def write_until_refused(folder: str, file_mib: int) -> dict[str, object]:
    """Write one file until that is refused, then others until that is refused."""
    sizes, errors = [], []
    for number in range(64):
        size = 0
        try:
            with open(f"{folder}/huge{number}", "wb", buffering=0) as file:
                while size < file_mib * MIB * 4:
                    size += file.write(bytes(MIB))
        except OSError as error:
            errors.append(errno.errorcode[error.errno])
        sizes.append(size)
        if errors and errors[-1] == "ENOSPC":
            break
    return {"largest": max(sizes), "sum": sum(sizes), "errors": sorted(set(errors))}


def make_files_until_refused(folder: str, most: int) -> int:
    """Make empty files until that is refused; return how many there were."""
    for number in range(most):
        try:
            os.close(os.open(f"{folder}/{number}", os.O_CREAT | os.O_WRONLY))
        except OSError:
            return number
    return most


def crash_and_look(folder: str) -> list[str]:
    """Let a child abort, and return files that were left behind."""
    subprocess.run([sys.executable, "-c", "import os; os.abort()"], cwd=folder, check=False)
    return sorted(os.listdir(folder))


def kill_everybody() -> int:
    """Send SIGKILL to all that can be reached from a child; return how the child fared."""
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for process in range(3, 40_000):
            if process not in (os.getpid(), os.getppid()):
                try:
                    os.kill(process, signal.SIGKILL)
                except OSError:
                    continue
        os._exit(0)
    return os.waitpid(child, 0)[1]


def leave_daemon(arguments: dict, descriptors: list[int]) -> int:
    """A payload: leave a process behind that has no parent, no session of ours, and minds no signal."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            time.sleep(600)
        os._exit(0)
    os.wait()
    return 7


def mind_no_signal(arguments: dict, descriptors: list[int]) -> None:
    """A payload: ignore all signals that can be ignored, say so, and wait."""
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        try:
            signal.signal(number, signal.SIG_IGN)
        except OSError:
            continue
    os.write(descriptors[0], b"ready\n")
    time.sleep(600)


def spin(arguments: dict, descriptors: list[int]) -> None:
    """A payload: use processor time in some processes."""
    for _ in range(arguments["children"]):
        if os.fork() == 0:
            break
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    while True:
        pass


def wait(arguments: dict, descriptors: list[int]) -> None:
    """A payload: say that it runs, and wait."""
    os.write(descriptors[0], b"ready\n")
    time.sleep(600)


def talk(arguments: dict, descriptors: list[int]) -> int:
    """A payload: write much to standard output, and a last word to standard error."""
    for _ in range(arguments["mib"]):
        os.write(1, b"x" * MIB)
    os.write(2, b"last word")
    return 3


def fail(arguments: dict, descriptors: list[int]) -> None:
    """A payload that raises."""
    raise ZeroDivisionError("one by nothing")


def work_folder() -> dict[str, str]:
    """Return the texts in the current folder, and its path."""
    found = {str(path): path.read_text() for path in sorted(Path(".").rglob("*")) if path.is_file()}
    return {"": os.getcwd(), **found}


def random_numbers() -> list[float]:
    """Return a few random numbers."""
    import random

    return [random.random() for _ in range(4)]


def listen(arguments: dict, descriptors: list[int]) -> None:
    """A payload: answer on a socket in the folder for sockets."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"{os.environ['COURSEKIT_SOCKETS']}/echo")
        server.listen()
        os.write(descriptors[0], b"ready\n")
        end, _ = server.accept()
        end.sendall(end.recv(100))
        end.close()


def identity() -> dict[str, object]:
    """Return who this is."""
    import getpass

    return {
        "user": getpass.getuser(),
        "ids": [*os.getresuid(), *os.getresgid()],
        "home": os.path.expanduser("~"),
        "host": socket.gethostname(),
        "umask": os.umask(0o022),
    }


def wipe(arguments: dict, descriptors: list[int]) -> int:
    """A payload that ends at once with a code of its own."""
    sys.exit(5)


def hold_memory(arguments: dict, descriptors: list[int]) -> int:
    """A payload: hold memory in many processes, its own among them."""
    held = bytearray(60 * MIB)
    allocate_in_children(**arguments)
    return len(held) and 0
