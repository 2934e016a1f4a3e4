# %% answer squares
def squares(count):
    answer = [1]
    answer.append(answer)
    return answer
