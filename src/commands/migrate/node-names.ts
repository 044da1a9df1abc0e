// Kedro's names of nodes, from the source: the plugin writes `train_model` as `train-model`.
import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {readText} from '../../system/files.ts';

const cleaned = (name: string): string => name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-+|-+$/g, '');

/** A function from the name in kubeflow.yaml to the one name in the source that it can stand for; else the name itself. */
export async function nodeNames(sourceFolder: string): Promise<(name: string) => string> {
	const files = await readdir(sourceFolder, {recursive: true}).catch(() => []);
	const texts = files
		.filter(file => file.endsWith('.py'))
		.map(file => readText(join(sourceFolder, file)).catch(() => ''));
	const names = (await Promise.all(texts)).flatMap(text =>
		[...(text ?? '').matchAll(/\bname\s*=\s*(["'])([^"'\n{}]+)\1/g)].flatMap(([, , name]) => name ?? []),
	);
	return wanted => {
		if (wanted === '__default__' || names.includes(wanted)) return wanted;
		const [found, ...others] = [...new Set(names.filter(name => cleaned(name) === cleaned(wanted)))];
		return found === undefined || others.length > 0 ? wanted : found;
	};
}
