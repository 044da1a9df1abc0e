# Runs a function of the project within a time limit, and without letting it connect, start programs or write files.
import os
import signal
import sys
import threading

REFUSED = ("socket.connect", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen", "os.system", "os.exec")
REFUSED += ("os.posix_spawn", "os.fork", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "shutil.rmtree")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Guard:
    active = False
    watching = False
    refused = None

    @classmethod
    def watch(cls, event, arguments):
        if not cls.active:
            return
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITES and arguments[0] != os.devnull
        if event in REFUSED or writes:
            cls.refused = "it writes files" if writes else "it runs " + event
            raise PermissionError("kfp-wizard does not let a hook do this while it reads the project: " + event)

    @classmethod
    def run(cls, work, seconds):
        """@return the error, or None."""
        if not cls.watching:
            sys.addaudithook(cls.watch)
            cls.watching = True
        timed = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
        before = signal.signal(signal.SIGALRM, too_late) if timed else None
        if timed:
            signal.setitimer(signal.ITIMER_REAL, seconds)
        cls.active, cls.refused = True, None
        try:
            work()
            return None
        except (Exception, SystemExit) as error:
            return error
        finally:
            cls.active = False
            if timed:
                signal.setitimer(signal.ITIMER_REAL, 0)
                signal.signal(signal.SIGALRM, before)


def too_late(*_):
    raise TimeoutError("the hook takes longer than kfp-wizard waits")
