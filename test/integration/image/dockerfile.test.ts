// An image from the generated Dockerfile, built by the real engine with the real pip.
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {execa} from 'execa';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {readContext} from '../../../src/image/context/context.ts';
import {type Dockerfile, readDockerfile} from '../../../src/image/dockerfile/dockerfile.ts';
import {findEngine} from '../../../src/image/engine/find-engine.ts';
import {stageContext} from '../../../src/image/context/stage.ts';
import {writeProject} from '../../bed/kedro-project.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith, together} from '../../bed/part.ts';
import {layoutOf} from '../../support/layout.ts';

const facts = {pythonVersion: '3.11.7', layout: layoutOf('requirements'), sourceDir: 'src', confSource: 'conf'};

const engineAndBase = together({engine: await bed.engine(), base: await bed.baseImage()});

describeWith(engineAndBase, 'an image from the generated Dockerfile', parts => {
	const tag = 'kfp-wizard-test/generated:one';
	let folder: string;
	let env: NodeJS.ProcessEnv;
	let dockerfile: Dockerfile;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-generated-'));
		env = {...process.env, DOCKER_HOST: parts.engine.host, DOCKER_CONFIG: folder};
		const project = await writeProject(join(folder, 'project'), {files: {'conf/local/credentials.yml': 'key: canary'}});
		dockerfile = await readDockerfile(project, undefined, facts);
		const context = await readContext({root: project, dockerfile, exclude: [], platform: 'linux/amd64'});
		await stageContext(context, join(folder, 'staged'));
		await writeFile(join(folder, 'Dockerfile'), dockerfile.text);
		const engine = await findEngine('docker', {env, platform: process.platform});
		await engine.build({
			folder: join(folder, 'staged'),
			dockerfile: join(folder, 'Dockerfile'),
			tags: [tag],
			platform: 'linux/amd64',
			onLine: () => {},
		});
	}, 600_000);
	// The image stays: its layers make the next run fast.
	afterAll(() => rm(folder, {recursive: true, force: true}));

	const inImage = async (script: string, ...flags: string[]): Promise<string> => {
		const ran = await execa('docker', ['run', '--rm', ...flags, tag, 'sh', '-c', script], {env, all: true});
		return ran.all;
	};

	it('the generated image runs Kedro, not as root, with an empty conf/local', async () => {
		expect(await inImage('kedro --version')).toContain('1.7.0');
		expect(await inImage('id -u; ls -A conf/local; ls -A; echo $PYTHONUNBUFFERED')).toMatch(
			/^1000\n(?!.*canary)[^]*conf[^]*1$/,
		);
		expect(await inImage('grep -r canary . || echo clean')).toBe('clean');
		expect(await inImage('KEDRO_DISABLE_TELEMETRY=1 kedro registry list 2>/dev/null')).toContain('__default__');
	});

	it('tasks can write in the generated image, also as the arbitrary user of group 0 that OpenShift sets', async () => {
		const script = 'mkdir -p data && echo 1 > data/x && echo 1 > conf/local/y && touch ~/z && echo written';
		expect(await inImage(script)).toContain('written');
		expect(await inImage(script, '--user', '1000640000:0')).toContain('written');
	});
});
