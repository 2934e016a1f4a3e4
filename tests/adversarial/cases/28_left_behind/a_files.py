# %% last
import os
import site
import sys

import matplotlib

text = "import builtins; builtins.LEFT_BEHIND = '@TOKEN@'\n"
folders = ["/tmp", "/dev/shm", "/var/tmp", "/run", "@RUNTIME@", "@HOME@", os.path.expanduser("~"), os.getcwd(), sys.prefix, site.getusersitepackages()]
folders += [*site.getsitepackages(), os.path.dirname(os.__file__), matplotlib.get_configdir(), matplotlib.get_cachedir()]
folders += [os.path.expanduser("~/.ipython/profile_default/startup"), os.path.expanduser("~/.keras"), os.path.expanduser("~/.cache")]
for folder in folders:
    for name in ("@TOKEN@.txt", "@TOKEN@_module.py", "00-@TOKEN@.pth"):
        try:
            os.makedirs(folder, exist_ok=True)
            open(os.path.join(folder, name), "w").write(text)
        except OSError:
            pass
