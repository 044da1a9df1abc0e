// A task's own output: without the lines of Argo and of Kubeflow's launcher, which write into the same log.

/** Argo's executor: a text log whose lines have `argo=true`, and a line about its memory. */
const ofArgo = /^time="?\d{4}-\d\d-\d\dT.* (?:argo=true|msg="Alloc=)|^time=\S+ .*\bargo=true\b/;
/** The launcher and the driver: glog, such as `I1122 23:29:59.512381      17 main.go:67] …`. */
const ofLauncher = /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ [\w.-]+\.go:\d+\]/;

/** Tells the task's own lines from the others, one after the other: a message of the launcher may go on over several lines. */
export function ownLines(): (line: string) => boolean {
	let inside = false;
	let ending = false;
	return line => {
		if (ofArgo.test(line)) {
			ending = /sub-process exited/.test(line);
			return false;
		}
		// What Argo adds at the end, after its last line.
		if (ending && /^Error: exit status \d+$/.test(line)) return false;
		ending = ending && line === '';
		if (ofLauncher.test(line)) {
			// Its JSON begins at the end of the line.
			inside = /[{[]$/.test(line);
			return false;
		}
		if (!inside) return true;
		inside = !/^[}\]]/.test(line);
		return false;
	};
}

/** The task's own lines of a whole log; the empty lines at its end are left out. */
export function withoutOthers(lines: readonly string[]): readonly string[] {
	const isOwn = ownLines();
	const own = lines.filter(line => isOwn(line));
	const last = own.findLastIndex(line => line.trim() !== '');
	return own.slice(0, last + 1);
}
