// The program around the command of the task that runs first: it reads the variables that the command wrote.

/** The variable with the path of the file that the command writes `NAME=value` lines to. */
const fileVariable = 'KFP_WIZARD_VARIABLES';

/** What stands before the variables in the log of the task. */
const announcement = 'Variables for the other tasks: ';

/** So many characters go into the arguments of each task, and into the database of Kubeflow. */
const most = 4096;

/** The text of the output has no character that Argo or Kubernetes would expand in the arguments of the other tasks. */
export const startProgram = String.raw`# Runs the command of on_start, by kfp-wizard. Arguments: PATH of the output, OPTIONS (JSON), then COMMAND... or run= created=
import json, os, signal, subprocess, sys, tempfile

path, options, words = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3:]
names = options["names"]
if "command" in options:
    run_id, created = (word.partition("=")[2] for word in words)
    os.environ.update(KFP_WIZARD_RUN_ID=run_id, KFP_WIZARD_RUN_STARTED=created)
    words = options["command"]
child, stopped = None, []


def stop(*_):
    stopped.append(True)
    child.terminate() if child and child.returncode is None else sys.exit(143)


def read(data):
    found = {}
    for number, line in enumerate(data.decode().replace("\r\n", "\n").split("\n"), 1):
        name, sign, value = line.partition("=")
        name = name.strip()
        if not line.strip():
            continue
        if not sign:
            sys.exit("Line %d of the file of ${fileVariable} is not NAME=value" % number)
        if name not in names:
            sys.exit("on_start sets %s, which its variables in kfp.yml do not list (%s)" % (name, ", ".join(names) or "none"))
        if "\0" in value:
            sys.exit("The value of %s has a character that no variable can have" % name)
        found[name] = value
    missing = [name for name in names if name not in found]
    if missing:
        sys.exit("on_start did not write to the file of ${fileVariable}: %s" % ", ".join(missing))
    return found


signal.signal(signal.SIGTERM, stop)
with tempfile.TemporaryDirectory() as folder:
    file = os.path.join(folder, "variables")
    open(file, "w").close()
    os.environ["${fileVariable}"] = file
    try:
        child = subprocess.Popen(words)
    except OSError as error:
        sys.exit("The command of on_start cannot be started: %s" % error)
    code = child.wait()
    if code or stopped:
        sys.exit(143 if stopped else code if code > 0 else 128 - code)
    with open(file, "rb") as lines:
        data = lines.read()
try:
    text = json.dumps(read(data), sort_keys=True)
except UnicodeDecodeError:
    sys.exit("The file of ${fileVariable} is not UTF-8")
for sign in "$<>&":
    text = text.replace(sign, "\\u%04x" % ord(sign))
text = "{%s}" % text[1:-1].replace("{", "\\u007b").replace("}", "\\u007d")
if len(text) > ${most}:
    sys.exit("The variables of on_start have %d characters, and at most ${most} can go to the other tasks" % len(text))
print("${announcement}" + text, flush=True)
if path != "-":
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as output:
        output.write(text)`;

/** The variables in the output of the program; none where it ended before. */
export const variablesIn = (output: string): string =>
	output
		.split('\n')
		.findLast(line => line.startsWith(announcement))
		?.slice(announcement.length)
		.trim() ?? '{}';
