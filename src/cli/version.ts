// `--version`: one line that a bug report can use, or with `--json` the same as a document.
import {version} from '../system/own-package.ts';

export function versionText(
	{versions: {node}, platform, arch}: Pick<NodeJS.Process, 'versions' | 'platform' | 'arch'>,
	json: boolean,
): string {
	return json
		? JSON.stringify({version, node, platform, arch})
		: `kfp-wizard ${version} (Node ${node}, ${platform} ${arch})`;
}
