// Comparing release versions.

export type Release = readonly [major: number, minor: number, patch: number];

/** `0.19.8`, `v2.5.0` or `1.0.0rc1` as numbers, parts that are left out as 0; `undefined` for anything else. */
export function parseVersion(version: string): Release | undefined {
	const [, major, minor, patch] = /^v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(version) ?? [];
	return major === undefined ? undefined : [Number(major), Number(minor), Number(patch ?? 0)];
}

/** Whether a version comes before a release. A version that cannot be parsed does not. */
export function isBelow(version: string, release: Release): boolean {
	const parsed = parseVersion(version);
	if (parsed === undefined) return false;
	for (const [index, wanted] of release.entries()) {
		const part = parsed[index] ?? 0;
		if (part !== wanted) return part < wanted;
	}
	return false;
}
