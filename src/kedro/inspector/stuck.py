# Writes where Python is shortly before its time is over, or where it crashes: a line that does not end cannot say so.
import faulthandler
import os
import time


def watch(folder, request):
    """The request says how many seconds it may take, and when it started, in seconds since 1970."""
    limit, started = request["limit"], request["started"]
    file = os.open(os.path.join(folder, "stuck.txt"), os.O_WRONLY | os.O_CREAT)
    faulthandler.enable(file, all_threads=False)
    rest = started + limit - time.time() - min(2, limit / 5)
    faulthandler.dump_traceback_later(max(rest, 0.05), file=file)
