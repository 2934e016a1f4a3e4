# %% last
try:
    from nbgrader.api import Gradebook

    with Gradebook("sqlite:///@COURSE@/gradebook.db") as gradebook:
        print([(student.id, student.last_name) for student in gradebook.students])
except BaseException as error:
    print(type(error))
