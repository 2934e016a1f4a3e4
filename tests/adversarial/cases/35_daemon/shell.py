# %% last
import subprocess

subprocess.Popen("nohup setsid sh -c 'sleep 120; : @TOKEN@' > /dev/null 2>&1 &", shell=True, start_new_session=True)
