"""Runs a program until standard input ends, so that it ends with whoever started it, however that one ended."""

import subprocess
import sys
import threading

program = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)


def follow() -> None:
    sys.stdin.buffer.read()
    program.terminate()
    try:
        program.wait(5)
    except subprocess.TimeoutExpired:
        program.kill()


threading.Thread(target=follow, daemon=True).start()
sys.exit(program.wait())
