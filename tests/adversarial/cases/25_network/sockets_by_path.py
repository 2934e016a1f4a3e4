# %% last
import glob
import socket

for pattern in ("/var/run/docker.sock", "/run/**/*", "/tmp/.X11-unix/*", "/tmp/**/*.sock", "@RUNTIME@/**/*", "@RUNTIME@/*", "/var/run/**/*"):
    for path in glob.glob(pattern, recursive=True):
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.connect(path)
                print("CON" "NECTED", path)
        except OSError:
            pass
