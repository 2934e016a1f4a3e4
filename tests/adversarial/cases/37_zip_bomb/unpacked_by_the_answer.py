# %% last
import zipfile

with zipfile.ZipFile("bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    for number in range(8):
        archive.writestr(f"{number}.bin", bytes(2**28))
with zipfile.ZipFile("bomb.zip") as archive:
    archive.extractall("@TOKEN@")
