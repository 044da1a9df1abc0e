// What is known of the size of a run.

/** KFP v2, or a v1 Workflow. */
export type RunFormat = 'kfp' | 'argo';

export type WorkflowSize = {
	/** Bytes of the Workflow that the server creates. */
	readonly created: number;
	/** Bytes of it when all tasks have ended: Argo keeps their states in it, compressed. */
	readonly ended: number;
	/** Bytes of the longest argument that a container gets. */
	readonly argument: number;
};

/** Bytes of the longest of some texts, such as arguments. */
export const longest = (texts: readonly string[]): number =>
	texts.reduce((most, text) => Math.max(most, Buffer.byteLength(text)), 0);
