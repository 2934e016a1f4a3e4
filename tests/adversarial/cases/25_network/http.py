# %% last
import subprocess
import urllib.request

try:
    print(urllib.request.urlopen("http://127.0.0.1:@TCP@/", timeout=2).read())
except OSError as error:
    print(error)
for command in (["curl", "-m", "2", "http://127.0.0.1:@TCP@/"], ["wget", "-T", "2", "-O", "-", "http://localhost:@TCP@/"]):
    try:
        subprocess.run(command, timeout=5, capture_output=True)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(error)
