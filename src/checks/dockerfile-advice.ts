// The advice about a line of a Dockerfile, written and read by one file: the fix makes the change that the advice names.

export type DockerfileChange = {
	readonly verb: 'Add after' | 'Change';
	/** 1-based. */
	readonly line: number;
	readonly file: string;
	readonly text: string;
};

/** `Add after line 7 of Dockerfile: COPY conf conf`, `Change line 1 of Dockerfile to: FROM python:3.11-slim`. */
export const dockerfileAdvice = ({verb, line, file, text}: DockerfileChange): string =>
	`${verb} line ${line} of ${file}${verb === 'Change' ? ' to' : ''}: ${text}`;

/** The change that `dockerfileAdvice` describes; `undefined` for any other text. */
export function readDockerfileAdvice(advice: string): DockerfileChange | undefined {
	const [, verb, line, file, text] = /^(Add after|Change) line (\d+) of (.+?)(?: to)?: (.+)$/.exec(advice) ?? [];
	if ((verb !== 'Add after' && verb !== 'Change') || file === undefined || text === undefined) return undefined;
	return {verb, line: Number(line), file, text};
}
