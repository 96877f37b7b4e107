# counts.py LIBRARY COUNTS: how often each name of the counting drop-in was called from outside, most often first.
import struct
import subprocess
import sys

library, counts = sys.argv[1:]
symbols = subprocess.run(["nm", "-D", "--defined-only", library], check=True, capture_output=True, text=True).stdout
with open(counts, "rb") as file:
    content = file.read()
called = {}
for line in symbols.splitlines():
    address, _, name = line.split()
    (times,) = struct.unpack_from("@Q", content, int(address, 16) // 2)
    if times:
        called[name] = times
for name, times in sorted(called.items(), key=lambda item: (-item[1], item[0])):
    print(f"{times}\t{name}")
