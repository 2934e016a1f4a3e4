# %% last
for path in ("@COURSE@/@TOKEN@", "../../../@TOKEN@", "@COURSE@/submitted/@TOKEN@"):
    try:
        open(path, "w").write("0")
    except OSError as error:
        print(error)
