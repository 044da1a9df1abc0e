// What users, projects and configuration can hand in that is wrong, and what can break while kfp-wizard runs: a row each.

export type FaultRow = {
	/** Begins the name of each test that shows the row. */
	readonly id: string;
	readonly what: string;
	/** What kfp-wizard does about it. */
	readonly answer: string;
};

const row = (id: string, what: string, answer: string): FaultRow => ({id, what, answer});

export const badInputs: readonly FaultRow[] = [
	row(
		'B1',
		'The folder is not in a Kedro project',
		'Exit code 3 with the folder where the search starts and the way to name a project; from a subfolder the project around it is used',
	),
	row('B2', 'Several projects in folders below', 'Lists the command for each; nothing is guessed'),
	row(
		'B3',
		'A project path with spaces, quotes, `$()`, emoji, a line break',
		'Works; a shell reads the printed commands as they are meant',
	),
	row('B4', 'The project path is a link, or a circle of links', 'The real path is used; a circle is explained'),
	row('B5', '`pyproject.toml` is invalid, binary or too large', 'The line of the mistake; large files are not read'),
	row(
		'B6',
		'`catalog.yml` is invalid, repeats a key, or expands without end',
		'The line of the mistake, within bounded time and memory',
	),
	row('B7', 'The catalog has values that cannot be resolved', 'Named, without the values of what was resolved'),
	row(
		'B8',
		'No pipelines; the project fails or prints at import',
		'The end of the traceback; printed lines are ignored',
	),
	row(
		'B9',
		'A pipeline named `__default__`, with spaces or Unicode',
		'A name that Kubeflow accepts, shown beside the original one',
	),
	row(
		'B10',
		'The environment is `local`, whose files the image does not have',
		'An error finding, unless nothing of it is needed',
	),
	row('B11', 'The environment is missing, `../prod` or an absolute path', 'Refused, with the environments that exist'),
	row(
		'B12',
		'A cycle, an empty pipeline, thousands of nodes',
		'An error for the first two; the size of the spec is checked',
	),
	row('B13', 'Node names that become the same Kubernetes name', 'Each gets a suffix, and the names are listed'),
	row(
		'B14',
		'A node name of 300 characters, of symbols only, with a leading digit',
		'A short valid name with a hash; the original one is kept',
	),
	row('B15', 'A node name that a shell would obey', 'Literal in arguments, YAML and spec'),
	row('B16', 'A node name that breaks out of YAML', 'Quoted; reading the spec gives the same name'),
	row(
		'B17',
		'Names with escape codes, invisible or right-to-left characters',
		'Shown clean, with a warning; never sent to the terminal',
	),
	row('B18', 'Template braces and `$` in names and parameters', 'Refused or escaped; never evaluated on the cluster'),
	row(
		'B19',
		'Parameters that are huge, deep, not a number, a date, a big integer',
		'The limit or the type is named; a type is never changed silently',
	),
	row(
		'B20',
		'A namespace that is invalid, missing, or of Kubernetes itself',
		'Refused with the rule; a missing one is named',
	),
	row(
		'B21',
		'Names of experiments and runs with `/`, emoji, 500 characters',
		'Accepted as Kubeflow does, or refused with the rule before anything is changed',
	),
	row('B22', 'A dataset on a local path', 'A finding for each: pods cannot see it'),
	row('B23', 'A dataset in memory between tasks', 'A finding with the two ways out: a data location, or grouping'),
	row(
		'B24',
		'A data location without bucket, with `..`, with another scheme for S3',
		'What is wrong with it, and the location that was meant',
	),
	row(
		'B25',
		'A bucket in another region or of another account',
		'The region is found and used; a refusal names its cause',
	),
	row('B26', 'Two datasets write the same location', 'A finding with both'),
	row('B27', 'A Windows path, `file:///`, `~`', 'Local paths'),
	row('B28', '`credentials:` in the catalog without an entry', 'A finding'),
	row('B29', 'An image reference that is not valid', 'What is wrong and where'),
	row(
		'B30',
		'An image without a registry for a remote cluster',
		'Refused with its full form; on a terminal the question says whose registry it is',
	),
	row('B31', 'An image tagged `latest`, or without a tag', 'The tag of the content, unless `--tag` names one'),
	row('B32', 'An image reference that begins with `-`', 'Refused'),
	row(
		'B33',
		'A Dockerfile that is missing, empty or a folder',
		'Generated where there is none, else an error that says which',
	),
	row('B34', 'A Dockerfile that copies `conf/local` or sets a secret', 'Stopped, with the line'),
	row(
		'B35',
		'A `.dockerignore` that is missing, not readable or lets credentials in',
		'What the image would really get is scanned',
	),
	row('B36', 'A huge context, unreadable files, pipes and sockets', 'Bounded; what is large or unreadable is listed'),
	row('B37', 'A platform that the cluster or the engine does not have', 'Explained, with a choice'),
	row(
		'B38',
		'Build arguments that hold credentials',
		'Refused: there are none to give; leads to the secrets of a build',
	),
	row('B39', 'A kubeconfig that is missing, empty, broken, or has no current context', 'A message for each'),
	row('B40', 'A context name with spaces, `/`, `@`, emoji', 'One argument, shown as it is'),
	row('B41', 'A context that looks like production', 'Its name is typed, or named by `--context`'),
	row(
		'B42',
		'A login helper of the kubeconfig that is missing or needs a terminal',
		'Said before the project is read, with what to install or run',
	),
	row(
		'B43',
		'A KFP address without scheme, with a path, with user and password',
		'Put into its usual form; a token never goes over plain http to a public host',
	),
	row('B44', 'The address is another service, or a login page', 'Not a KFP API, with what answered'),
	row(
		'B45',
		'KFP 1, or a release that kfp-wizard does not know',
		'Refused, or a warning with the releases that are known',
	),
	row(
		'B46',
		'A token with a line break, with `Bearer` before it, or expired',
		'Trimmed or refused, without printing it',
	),
	row(
		'B47',
		'A certificate that is self-signed, expired or of another host',
		'The reason and `--ca-file`; never without verification',
	),
	row('B48', 'An AWS key with line breaks, quotes or spaces', 'Trimmed, or refused; the value in the Secret is exact'),
	row('B49', 'A key that is in base64 already', 'Refused, since it would be encoded twice'),
	row(
		'B50',
		'Temporary AWS keys without a session token, or expired',
		'Refused; a warning where they end before the run may',
	),
	row('B51', 'A secret value that is empty, has a NUL or is too large', 'Refused'),
	row('B52', 'A key id with the secret key of another', 'The refusal of AWS in words'),
	row(
		'B53',
		'An AWS profile that is missing, circular, or needs a login',
		'A message for each, with the command that logs in',
	),
	row(
		'B54',
		'An AWS file that is invalid, in UTF-16, or readable for all',
		'Read, or its line is named; a warning about its mode',
	),
	row(
		'B55',
		'A Secret with an invalid name, of another owner, immutable, of another type',
		'Left as it is, with the way on',
	),
	row('B56', 'A secret file that git tracks or the image would get', 'Stopped'),
	row('B57', 'Unknown, misspelled and repeated flags, missing values', 'Exit code 2 with the nearest flag'),
	row(
		'B58',
		'A `kfp.yml` with unknown keys, wrong types, or that cannot be read',
		'Refused with key and line; never skipped silently',
	),
	row('B59', 'A setting whose value looks like a secret', 'Refused; only the key is named'),
	row('B60', 'A variable with an invalid value (`KFP_WIZARD_YES=yep`)', 'A warning, and the safe side'),
	row('B61', 'No terminal, a closed stdin, `TERM=dumb`, a tiny window, `NO_COLOR`', 'The UI mode that works there'),
	row('B62', 'A megabyte pasted, storms of keys, emoji', 'Bounded; no crash'),
	row('B63', 'Flags that contradict each other', 'Exit code 2 with both'),
	row('B64', 'As root, without `HOME`, with a read-only `HOME`', 'Works, or says which variable helps'),
];

export const faults: readonly FaultRow[] = [
	row(
		'F1',
		'The engine does not run, may not be used, or ends during a build',
		'Found before the plan, else the build fails and nothing is pushed',
	),
	row('F2', 'Docker without buildx', 'The old builder is used'),
	row('F3', 'The disk is full during a build', 'Recognised, with the command that frees space'),
	row('F4', 'The disk is full while a file is written', 'The old file stays whole'),
	row('F5', 'The project folder is read-only', 'Found before the plan; what is not needed is skipped'),
	row(
		'F6',
		'A registry refuses, fails or breaks off a push',
		'The cause and the next command; the image is not built again',
	),
	row('F7', 'A registry login expires between build and push', 'The command that logs in; only the push is repeated'),
	row('F8', 'A credential helper hangs, asks or prints garbage', 'Ended after 10 seconds, with a warning'),
	row('F9', 'The digest is missing, or not that of the registry', 'Not deployed'),
	row('F10', 'Another push moves the tag before the run', 'The spec names the digest'),
	row('F11', 'A load into a local cluster fails or leaves nothing', 'Loaded from an archive, else explained'),
	row('F12', 'kubectl is missing, too old, or prints warnings', 'Said which; warnings are not errors'),
	row('F13', 'The Kubernetes API fails, refuses, or its answer is lost', 'Read back and repeated, else the cause'),
	row('F14', 'Rights on the cluster are missing', 'Found before the plan; what is not needed is skipped'),
	row('F15', 'A field of the Secret belongs to another manager', 'Its name; overwritten only with consent'),
	row('F16', 'Namespace or Secret changed after the plan', 'The plan is refused as outdated'),
	row('F17', 'The current context is switched meanwhile', 'The context of the plan is used to the end'),
	row('F18', 'A port-forward ends, or its port is in use', 'Opened again; ended with kfp-wizard'),
	row('F19', 'KFP fails, is slow, or loses the answer to a new run', 'Looked up before it is repeated: one run'),
	row('F20', 'An answer that is HTML, cut off, or endless', 'An error of its own, within bounded memory'),
	row('F21', 'The token expires while a run is followed', 'Renewed; following goes on'),
	row('F22', 'Sleep, lost network, no DNS while a run is followed', 'Asked again; the state comes from the server'),
	row('F23', 'The clock is wrong', 'Errors of AWS and of TLS say so'),
	row('F24', 'The run is not scheduled', 'The reason from the events of the cluster'),
	row('F25', 'A pod is out of memory, has no image, lacks a key of the Secret', 'The cause and its fix'),
	row('F26', 'A log that breaks off or floods, with long or binary lines or escape codes', 'Bounded, clean, continued'),
	row(
		'F27',
		'A program floods stderr, hangs, ignores signals, leaves children',
		'The end of the output is kept; the whole group is ended',
	),
	row(
		'F28',
		'Ctrl-C in any step, twice; SIGTERM, SIGHUP, Ctrl-Z',
		'The terminal is as it was; the message says what was changed',
	),
	row('F29', 'kill -9 or power loss at any point', 'The next call finds what is done and goes on'),
	row('F30', 'Two deploys at once', 'Both end in the same state: one run'),
	row('F31', 'stdout is a pipe that closes', 'A quiet end, and no half-done work'),
	row(
		'F32',
		'stdout goes to a full disk or a slow reader',
		'The work goes on; one warning, exit code 1, bounded memory',
	),
	row('F33', 'A file that is read back is broken, newer, or a link', 'Not trusted, not written through; a message'),
	row('F34', 'A temporary folder that others can write', 'Private folders and files of its own'),
	row(
		'F35',
		'A teardown that is refused, interrupted, or finds parts gone',
		'Gone counts as done; what stays is listed, with a nonzero exit code',
	),
	row(
		'F36',
		'The wrong Python, no Kedro, a slow import, a secret in the traceback',
		'A message for each; secrets are masked',
	),
	row(
		'F37',
		'Files of the project change while a deploy reads them',
		'Read once more, so that spec and image are of the same files; else refused',
	),
];
