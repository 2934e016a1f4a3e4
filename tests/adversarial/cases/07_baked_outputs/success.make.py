from nbformat.v4 import new_output


def make(submission):
    submission.cell("squares").source = "def squares(count):\n    raise NotImplementedError"
    cell = submission.cell("squares_test")
    cell.outputs = [new_output("execute_result", data={"text/plain": "1.0"}, execution_count=3)]
    cell.execution_count = 3
