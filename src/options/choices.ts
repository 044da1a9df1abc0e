// Answers that are one of a few words, for the flags and for the rows of the plan.

export const choices = {
	builder: ['docker', 'podman', 'buildah', 'nerdctl'],
	format: ['kfp', 'argo'],
	in: ['process', 'container'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
