#!/bin/sh
# Prints the path of a Python that the course can use, or one line on stderr that says what to install.
#
# TensorFlow's wheels decide the range: the locked release has them for Python 3.11, 3.12 and 3.13.
# Order: PYTHON, if it is set; the environment that is already here; then the newest that can also make
# an environment (Debian splits `ensurepip` off into python3-venv); then any in range.

usable='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'
complete="import ensurepip, venv; $usable"
version='import sys; print("%d.%d.%d" % sys.version_info[:3])'

works() { # works COMMAND CODE: the command exists, starts, and the code ends with 0
    command -v "$1" >/dev/null 2>&1 && "$1" -c "$2" >/dev/null 2>&1
}

if [ -n "${PYTHON:-}" ]; then
    if works "$PYTHON" "$usable"; then
        command -v "$PYTHON"
        exit 0
    fi
    seen=$("$PYTHON" -c "$version" 2>/dev/null) || seen="no Python that starts"
    echo "PYTHON=$PYTHON is $seen; the course needs Python 3.11, 3.12 or 3.13 (TensorFlow has no wheels for others)." >&2
    exit 1
fi

here=$(dirname "$0")/../.venv/bin/python
if [ -x "$here" ] && works "$here" "$usable"; then
    base=$("$here" -c 'import sys; print(sys._base_executable)')
    if works "$base" "$usable"; then
        echo "$base"
        exit 0
    fi
fi

for code in "$complete" "$usable"; do
    for name in python3.13 python3.12 python3.11 python3 python; do
        if works "$name" "$code"; then
            command -v "$name"
            exit 0
        fi
    done
done

seen=""
for name in python3 python; do
    found=$("$name" -c "$version" 2>/dev/null) && seen="$seen $name is $found;" && break
done
echo "no usable Python:${seen:- none found;} the course needs 3.11, 3.12 or 3.13 (TensorFlow has no wheels for others)." \
    "Install one (Debian, Ubuntu: apt-get install python3 python3-venv) or name it: make env PYTHON=/path/to/python3.12" >&2
exit 1
