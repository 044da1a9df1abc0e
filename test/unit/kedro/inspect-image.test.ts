// What is sent into a container of an image, and how its answer is read.
import {expect, it} from 'vitest';
import {imageInspection, readImageAnswer} from '../../../src/kedro/inspect-image.ts';
import {imageLines} from '../../support/image-facts.ts';

it('sends the inspector and the request as ASCII on stdin, nothing of them as arguments', async () => {
	const {inPath, inShell, input} = await imageInspection({
		program: 'kedro',
		environment: 'prod',
		pipeline: 'größe',
		parameters: {rate: 1},
		datasets: ['raw'],
		protocols: {},
		writes: [],
	});
	expect(input).toMatch(/^[ -~]+$/);
	const sent = JSON.parse(input) as {modules: Record<string, string>; request: unknown};
	expect(Object.keys(sent.modules)).toEqual(expect.arrayContaining(['from_stdin', 'answer', 'image']));
	expect(sent.request).toMatchObject({environment: 'prod', pipeline: 'größe', given: '{"rate":1.0}'});
	expect([...inPath, ...inShell].join(' ')).not.toContain('prod');
});

it('reads the answer among what else a container prints', () => {
	const {container, content, bug} = readImageAnswer(`a banner\n${imageLines({kedro: '1.6.0'})}\nbye\n`);
	expect([container?.folder, content?.kedro, bug]).toEqual(['/app', '1.6.0', undefined]);
});

it('knows how far Python came, and a failure of the inspector itself', () => {
	const [first = ''] = imageLines().split('\n');
	expect(readImageAnswer('')).toEqual({container: undefined, content: undefined, bug: undefined});
	expect(readImageAnswer(first)).toMatchObject({container: {user: 1000}, content: undefined});
	const error = {code: 'INSPECTOR', message: '', detail: 'Traceback\nKeyError: 1'};
	expect(readImageAnswer(`${first}\nkfp-wizard: ${JSON.stringify({error})}`)).toMatchObject({bug: 'KeyError: 1'});
});
