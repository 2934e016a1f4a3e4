# %% last
import pwd

for path in ("/etc/passwd", "/etc/shadow", "/etc/group", "/etc/gshadow", "/etc/sudoers"):
    try:
        print(open(path).read())
    except OSError as error:
        print(error)
print(*[":".join(map(str, account)) for account in pwd.getpwall()], sep="\n")
