// Going back, changing an answer, errors that do not end the interview: the work runs again from the answers that are kept.
import {describe, expect, it} from 'vitest';
import type {Options} from '../../../../src/options/options.ts';
import {valueOrAnswer} from '../../../../src/options/questions.ts';
import {type Interview, interview} from '../../../../src/deploy/interview/interview.ts';
import {Rerun} from '../../../../src/deploy/interview/rerun.ts';
import type {Unfinished, UnfinishedStore} from '../../../../src/deploy/interview/unfinished.ts';
import {cancelled, type ErrorKind, WizardError} from '../../../../src/system/errors.ts';
import {type Question, Unsent, WentBack} from '../../../../src/ui/ui.ts';
import {testContext} from '../../../support/context.ts';
import {errorOf} from '../../../support/error-of.ts';
import {back, initial, type Line, scriptedUi} from '../../../support/scripted-ui.ts';

const text = (name: string, more: Partial<Extract<Question, {kind: 'text'}>> = {}) =>
	({kind: 'text', name, message: `${name}?`, flag: `--${name}`, ...more}) as const;
const select = (name: string, ...values: readonly string[]) =>
	({kind: 'select', name, message: `${name}?`, flag: `--${name}`, choices: values.map(value => ({value}))}) as const;

/** An environment, a pipeline that depends on it, an image. */
async function three({ui}: Interview, options: Options): Promise<string> {
	const env = await valueOrAnswer(options.env, select('env', 'local', 'prod'), ui);
	const pipeline = await valueOrAnswer(
		options.pipeline,
		env.value === 'prod' ? select('pipeline', 'all', 'report') : select('pipeline', 'all', 'train'),
		ui,
	);
	const image = await valueOrAnswer(options.image, text('image', {initial: 'here'}), ui);
	return [env, pipeline, image].map(({value, source}) => `${value} (${source})`).join(', ');
}

const of = {command: 'deploy'} as const;

type Work = (asking: Interview, options: Options) => Promise<unknown>;

async function run(script: readonly Line[], work: Work = three, options: Options = {}) {
	const scripted = scriptedUi(script);
	const result = await interview(testContext(scripted.ui), options, work, of).catch((error: unknown) => error);
	expect(scripted.left()).toEqual([]);
	return {...scripted, result};
}

describe('going back', () => {
	it('from the first question leads out of a command that was chosen on another screen', async () => {
		const {ui, asked, left} = scriptedUi([
			['env', 'local'],
			['pipeline', back],
			['env', back],
		]);
		const chosen = testContext(ui, {isChosen: true});
		await expect(interview(chosen, {}, three, of)).rejects.toBeInstanceOf(WentBack);
		expect([asked.map(({back: canGoBack}) => canGoBack), left()]).toEqual([[true, true, true], []]);
	});

	it('asks the question before with its earlier answer as the default, and keeps later answers as defaults', async () => {
		const {result, said, asked} = await run([
			['env', 'local'],
			['pipeline', 'all'],
			['image', back],
			['pipeline', back],
			['env', 'prod'],
			['pipeline', initial],
			['image', 'there'],
		]);
		expect(result).toBe('prod (asked), all (asked), there (asked)');
		expect(said()).toEqual([
			'env',
			'pipeline',
			'image=here',
			'pipeline=all',
			'env=local',
			'pipeline=all',
			'image=here',
		]);
		expect(asked.map(question => question.back ?? false)).toEqual([false, true, true, true, false, true, true]);
	});

	it('repeats the answers before the question that is asked again', async () => {
		const {said} = await run([
			['env', 'local'],
			['pipeline', 'train'],
			['image', back],
			['pipeline', 'all'],
			['image', 'x'],
		]);
		expect(said()).toEqual(['env', 'pipeline', 'image=here', 'pipeline=train', 'image=here']);
	});

	it('forgets a later answer that is no longer a choice, and keeps one that still is', async () => {
		const {said, result} = await run(
			[
				['env', 'local'],
				['pipeline', 'train'],
				['image', 'mine'],
				['last', back],
				['image', back],
				['pipeline', back],
				['env', 'prod'],
				['pipeline', 'report'],
				['image', initial],
				['last', ''],
			],
			async (asking, options) => {
				const chosen = await three(asking, options);
				await asking.ui.ask(text('last'));
				return chosen;
			},
		);
		expect(said().slice(4)).toEqual(['image=mine', 'pipeline=train', 'env=local', 'pipeline', 'image=mine', 'last']);
		expect(result).toBe('prod (asked), report (asked), mine (asked)');
	});

	it('keeps an answer that means the same as a choice: it is used, or under the cursor, and not asked for again', async () => {
		const folded = [{value: 'node'}, {value: 'chain', same: ['memory', 'all']}];
		const {said, result} = await run(
			[
				['env', 'local'],
				['groupBy', 'memory'],
				['last', back],
				['groupBy', back],
				['env', 'prod'],
				['groupBy', (question: Question) => ('initial' in question ? question.initial : undefined)],
				['last', () => Promise.reject(new Rerun({answers: {groupBy: 'all'}}))],
				['last', ''],
			],
			async ({ui}) => {
				const env = await ui.ask(select('env', 'local', 'prod'));
				const choices = env === 'prod' ? folded : [...folded, {value: 'memory'}];
				const groupBy = await ui.ask({...select('groupBy'), choices});
				await ui.ask(text('last'));
				return groupBy;
			},
		);
		expect(said()).toEqual(['env', 'groupBy', 'last', 'groupBy=memory', 'env=local', 'groupBy=chain', 'last', 'last']);
		expect(result).toBe('all');
	});

	it('forgets a text that is no longer valid', async () => {
		let wants = 'a';
		const {said} = await run(
			[
				['first', 'x'],
				['second', 'a1'],
				['third', back],
				['second', back],
				['first', 'y'],
				['second', 'b1'],
				['third', ''],
			],
			async ({ui}) => {
				wants = (await ui.ask(text('first'))) === 'y' ? 'b' : 'a';
				await ui.ask(text('second', {validate: said => (said.startsWith(wants) ? undefined : 'no')}));
				await ui.ask(text('third'));
			},
		);
		expect(said()).toEqual(['first', 'second', 'third', 'second=a1', 'first=x', 'second', 'third']);
	});

	it('keeps what was typed and not sent for the question to be edited further', async () => {
		const {said, asked} = await run(
			[
				['env', 'local'],
				['image', new WentBack('half a na')],
				['env', 'prod'],
				['image', 'whole'],
			],
			async ({ui}) => {
				await ui.ask(select('env', 'local', 'prod'));
				await ui.ask(text('image', {validate: said => (said === 'whole' ? undefined : 'no')}));
			},
		);
		expect(said()).toEqual(['env', 'image', 'env=local', 'image']);
		expect(asked.at(-1)).toMatchObject({draft: 'half a na'});
	});

	it('repeats a masked answer, which is never the default of its question', async () => {
		const secret = text('key', {masked: true});
		const {said, result} = await run(
			[
				['env', 'local'],
				['key', 's3cret'],
				['last', back],
				['key', back],
				['env', 'prod'],
				['key', 'other'],
				['last', ''],
			],
			async ({ui}) => {
				await ui.ask(select('env', 'local', 'prod'));
				const key = await ui.ask(secret);
				await ui.ask(text('last'));
				return key;
			},
		);
		expect(said()).toEqual(['env', 'key', 'last', 'key', 'env=local', 'key', 'last']);
		expect(result).toBe('other');
	});
});

describe('a change of an answer', () => {
	const withPlan: Work = async (asking, options) => {
		const chosen = await three(asking, options);
		const agreed = await asking.ui.ask({
			kind: 'plan',
			name: 'plan',
			message: 'Go?',
			flag: '--yes',
			plan: {changes: [], values: []},
		});
		if (agreed.do === 'change') throw new Rerun({answers: {[agreed.name]: agreed.value}});
		return chosen;
	};

	it('on the plan leads back to the plan without another question', async () => {
		const {result, said} = await run(
			[
				['env', 'local'],
				['pipeline', 'all'],
				['image', 'a'],
				['plan', {do: 'change', name: 'env', value: 'prod'}],
				['plan', {do: 'go'}],
			],
			withPlan,
		);
		expect(result).toBe('prod (asked), all (asked), a (asked)');
		expect(said()).toHaveLength(5);
	});

	it('asks again only what is no longer valid', async () => {
		const {result, said} = await run(
			[
				['env', 'local'],
				['pipeline', 'train'],
				['image', 'a'],
				['plan', {do: 'change', name: 'env', value: 'prod'}],
				['pipeline', 'report'],
				['plan', {do: 'go'}],
			],
			withPlan,
		);
		expect(result).toBe('prod (asked), report (asked), a (asked)');
		expect(said().slice(4)).toEqual(['pipeline', 'plan']);
	});

	it('overrides a flag, with the source asked', async () => {
		const {result} = await run(
			[
				['env', 'local'],
				['image', 'a'],
				['plan', {do: 'change', name: 'pipeline', value: 'train'}],
				['plan', {do: 'go'}],
			],
			withPlan,
			{pipeline: {value: 'all', source: '--pipeline'}},
		);
		expect(result).toBe('local (asked), train (asked), a (asked)');
	});

	it('can be followed by going back from the plan to the question before it', async () => {
		const {said} = await run(
			[
				['env', 'local'],
				['pipeline', 'all'],
				['image', 'a'],
				['plan', {do: 'change', name: 'env', value: 'prod'}],
				['plan', back],
				['image', 'b'],
				['plan', {do: 'go'}],
			],
			withPlan,
		);
		expect(said().slice(3)).toEqual(['plan', 'plan', 'image=a', 'plan']);
	});

	it('that causes an error can be undone', async () => {
		const {result, asked} = await run(
			[
				['env', 'local'],
				['pipeline', 'all'],
				['image', 'a'],
				['plan', {do: 'change', name: 'image', value: 'bad'}],
				['error', 'back'],
				['plan', {do: 'go'}],
			],
			async (asking, options) => {
				const chosen = await three(asking, options);
				if (chosen.includes('bad')) throw new WizardError('usage', 'bad', {code: 'BAD'});
				return withPlan(asking, options);
			},
		);
		expect(result).toBe('local (asked), all (asked), a (asked)');
		expect(asked.at(-2)).toMatchObject({
			back: true,
			choices: [{}, {value: 'back', label: 'Undo the last change'}, {}],
		});
	});
});

describe('an error in the interview', () => {
	const denied = new WizardError('denied', 'The token has expired', {
		code: 'DENIED',
		detail: 'since noon',
		next: [{command: 'docker login', when: 'to log in'}],
	});

	it('becomes a question; to try again repeats every answer and reads the project again', async () => {
		let tries = 0;
		const reads: string[] = [];
		const {result, asked} = await run(
			[
				['env', 'local'],
				['pipeline', 'all'],
				['image', 'a'],
				['error', 'retry'],
			],
			async (asking, options) => {
				await asking.readings.project('x', async () => {
					reads.push('x');
					return {} as never;
				});
				const chosen = await three(asking, options);
				tries += 1;
				if (tries === 1) throw denied;
				return chosen;
			},
		);
		expect(result).toBe('local (asked), all (asked), a (asked)');
		expect(reads).toEqual(['x', 'x']);
		expect(asked[3]).toMatchObject({
			message: 'The token has expired',
			help: 'since noon\ndocker login  (to log in)',
			choices: [{value: 'retry'}, {value: 'back', label: 'Back', hint: 'image?'}, {value: 'leave'}],
			initial: 'retry',
		});
	});

	it.each(['back', back])('can lead back to the last question (%s)', async way => {
		const {said} = await run(
			[
				['env', 'local'],
				['pipeline', 'all'],
				['image', 'bad'],
				['error', way],
				['image', 'good'],
			],
			async (asking, options) => {
				const chosen = await three(asking, options);
				if (chosen.includes('bad')) throw new WizardError('usage', 'bad image', {code: 'BAD'});
				return chosen;
			},
		);
		expect(said().slice(3)).toEqual([`error=back`, 'image=bad']);
	});

	it('has every answer in its commands when the user leaves, and one that resumes', async () => {
		const {result} = await run(
			[
				['env', 'local'],
				['error', 'leave'],
			],
			async ({ui}) => {
				await ui.ask({...select('env', 'local'), flag: '--env ENV'});
				throw new WizardError('denied', 'Not allowed', {
					code: 'NO',
					next: [
						...denied.next,
						{command: 'kfp-wizard deploy --secret other', when: 'to use another'},
						{command: 'kfp-wizard doctor'},
						{command: 'kubectl get pods'},
						{command: '--no-secret'},
					],
				});
			},
			{
				context: {value: "it's", source: '--context'},
				param: {value: ['a=1', 'b=2'], source: '--param'},
				awsProfile: {value: 'dev', source: '--aws-profile'},
			},
		);
		expect(result).toMatchObject({
			kind: 'denied',
			next: [
				denied.next[0] ?? {},
				{
					command: `kfp-wizard deploy --secret other --env local --aws-profile dev --param a=1 --param b=2 --context 'it'\\''s'`,
				},
				{command: `kfp-wizard doctor --env local --context 'it'\\''s'`},
				{command: `kubectl --context 'it'\\''s' get pods`},
				{command: `kfp-wizard deploy --no-secret --env local --param a=1 --param b=2 --context 'it'\\''s'`},
				{command: expect.stringContaining('kfp-wizard deploy --env local'), when: 'to resume with these answers'},
			].map(one => ({...one, isWhole: true})),
		});
	});

	it.each([new WizardError('declined', 'Declined', {code: 'DECLINED'}), new TypeError('a bug')])(
		'that no answer can solve is thrown at once: %s',
		async error => {
			const {result} = await run([['env', 'local']], async ({ui}) => {
				await ui.ask(select('env', 'local'));
				throw error;
			});
			if (error instanceof WizardError) expect(result).toMatchObject({kind: 'declined', message: 'Declined'});
			else expect(result).toBe(error);
		},
	);

	it('before the first answer is thrown at once, since no answer would be lost', async () => {
		expect((await run([], async () => Promise.reject(denied))).result).toBe(denied);
	});
});

describe('the ways out of an error', () => {
	const refused = (command: string, more: {here?: true; kind?: ErrorKind} = {}): WizardError =>
		new WizardError(more.kind ?? 'outside', 'refused', {
			code: 'REFUSED',
			next: [{command, when: 'to go on', ...(more.here === undefined ? {} : {here: true})}],
		});

	/** Fails until `isSolved`. */
	const until =
		(isSolved: (chosen: string, options: Options) => boolean, error: WizardError): Work =>
		async (asking, options) => {
			const chosen = await three(asking, options);
			if (!isSolved(chosen, options)) throw error;
			return [chosen, options.upload?.value, options.kfpName?.value].filter(one => one !== undefined).join(' ');
		};
	const answered: readonly Line[] = [
		['env', 'local'],
		['pipeline', 'all'],
		['image', 'a'],
	];

	it('are choices: one sets an option as if the user had typed it', async () => {
		const {result, asked} = await run(
			[...answered, ['error', '--no-upload']],
			until((_, {upload}) => upload?.value === false, refused('--no-upload')),
		);
		expect(result).toBe('local (asked), all (asked), a (asked) false');
		expect(asked[3]).toMatchObject({
			choices: [{value: '--no-upload', label: 'Go on', hint: '--no-upload'}, {value: 'retry'}, {}, {value: 'leave'}],
			initial: 'retry',
		});
		expect(asked[3]).not.toHaveProperty('help');
	});

	it('are not taken by Enter where they skip a check', async () => {
		const {asked} = await run(
			[...answered, ['error', '--ignore node/unnamed']],
			until((_, {ignore}) => ignore !== undefined, refused('--ignore node/unnamed', {kind: 'project'})),
		);
		expect(asked[3]).toMatchObject({choices: [{value: '--ignore node/unnamed'}, {}, {}, {}], initial: 'retry'});
	});

	it('are choices also where nothing was asked before', async () => {
		const {result} = await run([['error', '--no-upload']], async (_, {upload}) => {
			if (upload === undefined) throw refused('--no-upload');
			return upload;
		});
		expect(result).toEqual({value: false, source: 'asked'});
	});

	it('a way to log in takes the place of the one that was refused', async () => {
		const before = {tokenFile: {value: 'old', source: '--token-file'}} as const;
		const {result, asked} = await run(
			[
				['error', '--token-command COMMAND'],
				['token-command', 'print-token now'],
			],
			async (_, {tokenFile, tokenCommand}) => {
				if (tokenCommand === undefined) throw refused('--token-command COMMAND', {kind: 'denied'});
				return [tokenFile, tokenCommand.value];
			},
			before,
		);
		expect(result).toEqual([undefined, 'print-token now']);
		expect(asked[1]).toMatchObject({kind: 'text', message: 'Which command prints a token?', back: true});
	});

	it('ask for a value that is open; coming back from there leads to the choice', async () => {
		const {result, said} = await run(
			[
				...answered,
				['error', '--kfp-name mine'],
				['kfp-name', back],
				['error', '--kfp-name mine'],
				['kfp-name', 'other'],
			],
			until((_, {kfpName}) => kfpName !== undefined, refused('--kfp-name mine', {kind: 'usage'})),
		);
		expect(result).toContain('other');
		expect(said().slice(3)).toEqual([
			'error=--kfp-name mine',
			'kfp-name=mine',
			'error=--kfp-name mine',
			'kfp-name=mine',
		]);
	});

	it('lead to the question that the value came from, and so does going back', async () => {
		const solve = (way: unknown) =>
			run(
				// What was asked after it is not asked again by the way, which changes this option alone.
				[
					...answered,
					['last', ''],
					['error', way],
					['image', 'good'],
					...(way === '--image REF' ? [] : [['last', ''] as const]),
				],
				async (asking, options) => {
					const chosen = await three(asking, options);
					await asking.ui.ask(text('last'));
					if (!chosen.includes('good')) throw refused('--image REF', {kind: 'denied'});
					return chosen;
				},
			);
		for (const way of ['--image REF', 'back', back]) {
			const {result, said, asked} = await solve(way);
			expect(result).toBe('local (asked), all (asked), good (asked)');
			expect(said().slice(4, 6)).toEqual(['error=--image REF', 'image=a']);
			expect(asked[4]).toMatchObject({choices: [{}, {}, {value: 'back', label: 'Back', hint: 'image?'}, {}]});
		}
	});

	it('with another context leave the address of the cluster before', async () => {
		const hosts: unknown[] = [];
		await run(
			[['error', '--context b']],
			async (_, {host, context}) => {
				hosts.push(host?.value);
				if (context === undefined) throw refused('--context b');
			},
			{host: {value: 'http://a', source: '--host'}},
		);
		expect(hosts).toEqual(['http://a', undefined]);
	});

	it('run a program that has the terminal, and then the same again; where it fails the choice comes again', async () => {
		const lent: boolean[] = [];
		const scripted = scriptedUi([
			['error', 'false'],
			['error', 'true'],
		]);
		const ui = {
			...scripted.ui,
			lend: async (work: () => Promise<boolean>) => {
				const done = await work();
				lent.push(done);
				return done;
			},
		};
		const error = new WizardError('denied', 'no', {
			code: 'NO',
			next: [
				{command: 'false', here: true},
				{command: 'true', here: true},
				{command: 'no-such-program-here', here: true},
			],
		});
		const context = testContext(ui, {env: {PATH: '/usr/bin:/bin'}});
		const result = await interview(
			context,
			{},
			async () => {
				if (!lent.includes(true)) throw error;
				return 'done';
			},
			of,
		);
		expect([result, lent]).toEqual(['done', [false, true]]);
		expect(scripted.asked[0]).toMatchObject({
			choices: [{value: 'false'}, {value: 'true'}, {value: 'retry'}, {value: 'leave'}],
			help: 'no-such-program-here',
			initial: 'false',
		});
	});
});

describe('Ctrl-C in the interview', () => {
	const stop = cancelled();

	it('says that nothing was changed, and the command that resumes with what was answered and set', async () => {
		const {result} = await run(
			[
				['env', 'local'],
				['image', "it's"],
				['last', stop],
			],
			async ({ui}) => {
				await ui.ask({...select('env', 'local'), flag: '--env ENV'});
				await ui.ask({...text('image'), flag: '--image REF'});
				await ui.ask(text('last'));
			},
			{
				upload: {value: false, source: '--no-upload'},
				param: {value: ['a=1', 'b=2'], source: '--param'},
				secret: {value: 'x', source: 'conf/prod/kfp.yml'},
			},
		);
		expect(result).toMatchObject({
			kind: 'cancelled',
			exitCode: 130,
			changed: [],
			detail: 'Nothing was changed',
			next: [
				{
					command: "kfp-wizard deploy --env local --image 'it'\\''s' --param a=1 --param b=2 --no-upload",
					when: 'to resume with these answers',
				},
			],
		});
	});

	it.each([
		['and is an answer', 'typed', 'kfp-wizard deploy --image typed --no-upload'],
		['and is not valid', 'bad', 'kfp-wizard deploy --no-upload'],
		['of blanks', ' ', 'kfp-wizard deploy --no-upload'],
	])('has what was typed into a field and not sent, %s', async (_, typed, command) => {
		const validate = (one: string): string | undefined => (one === 'bad' ? 'is bad' : undefined);
		const {result} = await run(
			[['image', cancelled(new Unsent('image', typed))]],
			async ({ui}) => ui.ask({...text('image'), flag: '--image REF', validate}),
			{upload: {value: false, source: '--no-upload'}},
		);
		expect(result).toMatchObject({kind: 'cancelled', next: [{command}]});
	});

	it('never has a secret that was typed', async () => {
		const {result} = await run(
			[['key', cancelled(new Unsent('key', 'hidden'))]],
			async ({ui}) => ui.ask({...text('key'), flag: '--image REF', masked: true}),
			{upload: {value: false, source: '--no-upload'}},
		);
		expect(JSON.stringify((result as WizardError).next)).not.toContain('hidden');
	});

	it('has what was typed into a row of the plan', async () => {
		const {result} = await run(
			[['plan', cancelled(new Unsent('kfp-name', 'night-bikes'))]],
			async ({ui}) =>
				ui.ask({
					kind: 'plan',
					name: 'plan',
					message: 'Go ahead?',
					flag: '--yes',
					plan: {changes: [], values: []},
					edits: {'kfp-name': {...text('kfp-name'), flag: '--kfp-name NAME'}},
				}),
			{upload: {value: false, source: '--no-upload'}},
		);
		expect(result).toMatchObject({next: [{command: 'kfp-wizard deploy --kfp-name night-bikes --no-upload'}]});
	});

	it('has what was typed for a way out of an error', async () => {
		const {result} = await run(
			[
				['error', '--kfp-name NAME'],
				['kfp-name', cancelled(new Unsent('kfp-name', 'night-bikes'))],
			],
			async () => {
				throw new WizardError('usage', 'taken', {
					code: 'TAKEN',
					next: [{command: '--kfp-name NAME', when: 'to use another name'}],
				});
			},
			{upload: {value: false, source: '--no-upload'}},
		);
		expect(result).toMatchObject({next: [{command: 'kfp-wizard deploy --kfp-name night-bikes --no-upload'}]});
	});

	it.each([
		['an answer', [['context', "it's"] as const], "kfp-wizard terminate 'a b' --context 'it'\\''s' --namespace team-a"],
		['none', [], undefined],
	])('in another command resumes it with its arguments, its options and %s', async (_, lines, command) => {
		const {ui} = scriptedUi([...lines, ['last', stop]]);
		const work = async ({ui: asking}: Interview): Promise<void> => {
			for (const [name] of lines) await asking.ask({...text(name), flag: '--context NAME'});
			await asking.ask(text('last'));
		};
		const options = {namespace: {value: 'team-a', source: '--namespace'}};
		const named = {command: 'terminate', args: ['a b']} as const;
		const error = await errorOf(interview(testContext(ui), options, work, named));
		expect(error.next.map(one => one.command)).toEqual(command === undefined ? [] : [command]);
	});

	it('lists the files that fixes have changed', async () => {
		const {result} = await run([['last', stop]], async ({ui}) => {
			ui.emit({
				event: 'written',
				step: 'checks',
				files: [{file: 'conf/prod/catalog.yml', action: 'update', lines: []}],
			});
			await ui.ask(text('last'));
		});
		expect(result).toMatchObject({changed: ['changed conf/prod/catalog.yml']});
		expect(result).not.toHaveProperty('detail', 'Nothing was changed');
	});

	it.each([
		['Ctrl-C', stop, 'cancelled'],
		['leaving', 'leave', 'outside'],
	] as const)(
		'%s at the choice after work that failed lists what it has changed, at every try',
		async (_, end, kind) => {
			const changes = [['pushed the image'], ['created the Secret'], []];
			const {result} = await run(
				[
					['env', 'local'],
					['error', 'retry'],
					['error', 'retry'],
					['error', end],
				],
				async ({ui}) => {
					await ui.ask(select('env', 'local'));
					throw new WizardError('outside', 'down', {code: 'HTTP_LOST', changed: changes.shift() ?? []});
				},
			);
			expect(result).toMatchObject({kind, changed: ['pushed the image', 'created the Secret']});
			expect(result).not.toHaveProperty('detail', 'Nothing was changed');
		},
	);

	it('at the choice of a way out is the same', async () => {
		const {result} = await run(
			[
				['env', 'local'],
				['error', stop],
			],
			async ({ui}) => {
				await ui.ask({...select('env', 'local'), flag: '--env ENV'});
				throw new WizardError('outside', 'down', {code: 'DOWN'});
			},
			{upload: {value: false, source: '--no-upload'}},
		);
		expect(result).toMatchObject({next: [{command: 'kfp-wizard deploy --env local --no-upload'}]});
	});
});

describe('a deploy that was left', () => {
	/** In memory. */
	function memory(start?: Unfinished) {
		let kept = start;
		const store: UnfinishedStore = {
			read: async () => kept,
			write: async one => void (kept = {root: '/x', ...one}),
			forget: async () => void (kept = undefined),
		};
		return {store, kept: () => kept};
	}
	const left = async (script: readonly Line[], options: Options = {}, work: Work = three) => {
		const {store, kept} = memory();
		const {ui} = scriptedUi(script);
		await interview(testContext(ui), options, work, {...of, store}).catch(() => {});
		return kept();
	};
	const continued = async (start: Unfinished | undefined, script: readonly Line[], options: Options = {}) => {
		const {store, kept} = memory(start);
		const scripted = scriptedUi(script);
		const result = await interview(testContext(scripted.ui), options, three, {...of, store});
		expect(scripted.left()).toEqual([]);
		return {...scripted, result, kept: kept()};
	};
	const stop = cancelled();

	it('has what was typed into its last field as the default there', async () => {
		const start = await left([
			['env', 'prod'],
			['pipeline', 'report'],
			['image', cancelled(new Unsent('image', 'ghcr.io/kim/tide'))],
		]);
		const {said, result} = await continued(start, [
			['resume', 'resume'],
			['image', initial],
		]);
		expect(said().at(-1)).toBe('image=ghcr.io/kim/tide');
		expect(result).toContain('ghcr.io/kim/tide (asked)');
	});

	it('is offered at its first question, and asks nothing twice', async () => {
		const start = await left(
			[
				['env', 'prod'],
				['pipeline', 'report'],
				['image', stop],
			],
			{experiment: {value: 'mine', source: '--experiment'}},
		);
		const {result, asked, said} = await continued(start, [
			['resume', 'resume'],
			['image', 'a'],
		]);
		expect(result).toBe('prod (asked), report (asked), a (asked)');
		expect(said()).toEqual(['resume=resume', 'image=here']);
		expect(asked[0]).toMatchObject({
			message: expect.stringMatching(/^Continue the deploy that you left on Mon 2026-11-23 \d\d:\d\d \S+\?$/) as string,
			help: 'Its answers: env prod, pipeline report, experiment mine.',
		});
		expect(asked[1]?.back).toBe(true);
	});

	it.each([
		['yes', [['image', 'a']], 'prod (asked), report (asked), a (asked)'],
		[
			'no',
			[
				['env', 'local'],
				['pipeline', 'all'],
				['image', 'a'],
			],
			'local (asked), all (asked), a (asked)',
		],
	] as const)('is not offered where %s was chosen before', async (continues, script, expected) => {
		const start = await left([
			['env', 'prod'],
			['pipeline', 'report'],
			['image', stop],
		]);
		const scripted = scriptedUi(script);
		const {store} = memory(start);
		expect(await interview(testContext(scripted.ui), {}, three, {...of, store, continues})).toBe(expected);
		expect(scripted.left()).toEqual([]);
	});

	it('is offered also where a flag gave then what is asked now', async () => {
		const start = await left(
			[
				['pipeline', 'all'],
				['image', stop],
			],
			{env: {value: 'prod', source: '--env'}},
		);
		const {result, said} = await continued(start, [
			['resume', 'resume'],
			['image', 'a'],
		]);
		expect([result, said()]).toEqual(['prod (asked), all (asked), a (asked)', ['resume=resume', 'image=here']]);
	});

	it('stays as it was until a question is answered', async () => {
		const start = await left([
			['env', 'prod'],
			['pipeline', stop],
		]);
		const {store, kept} = memory(start);
		const scripted = scriptedUi([
			['error', '--no-upload'],
			['resume', stop],
		]);
		await interview(
			testContext(scripted.ui),
			{},
			async (asking, known) => {
				if (known.upload === undefined)
					throw new WizardError('outside', 'down', {code: 'DOWN', next: [{command: '--no-upload'}]});
				return three(asking, known);
			},
			{...of, store},
		).catch(() => {});
		expect(scripted.left()).toEqual([]);
		expect(kept()).toEqual(start);
	});

	it('can be started anew, and then is forgotten', async () => {
		const start = await left([
			['env', 'prod'],
			['pipeline', stop],
		]);
		const {said, kept} = await continued(start, [
			['resume', 'anew'],
			['env', 'local'],
			['pipeline', 'all'],
			['image', 'a'],
		]);
		expect(said()).toEqual(['resume=resume', 'env', 'pipeline', 'image=here']);
		expect(kept?.answers.map(({value}) => value)).toEqual(['local', 'all', 'a']);
	});

	it('keeps the default of a question that was gone back to', async () => {
		const start = await left([
			['env', 'prod'],
			['pipeline', back],
			['env', stop],
		]);
		const {said} = await continued(start, [
			['resume', 'resume'],
			['env', initial],
			['pipeline', 'all'],
			['image', 'a'],
		]);
		expect(said()).toEqual(['resume=resume', 'env=prod', 'pipeline', 'image=here']);
	});

	it('keeps no secret, no answer for the moment, and nothing that only variables say', async () => {
		const kept = await left(
			[
				['key', 's3cret'],
				['login', 'again'],
				['id', 'AKIA'],
				['env', 'local'],
				['last', stop],
			],
			{image: {value: 'x', source: 'KFP_WIZARD_IMAGE'}},
			async ({ui}) => {
				await ui.ask(text('key', {masked: true}));
				await ui.ask({...text('login'), aside: true});
				await ui.ask({...text('id'), flag: 'AWS_ACCESS_KEY_ID'});
				await ui.ask(select('env', 'local'));
				await ui.ask(text('last'));
			},
		);
		expect(kept).toMatchObject({options: {}, answers: [{name: 'env', value: 'local', settled: true}]});
		expect(kept?.answers).toHaveLength(1);
	});

	it('is not offered where its answer is no choice any more, or flags say something else', async () => {
		const start = await left([
			['env', 'prod'],
			['pipeline', stop],
		]);
		const gone = start && {...start, answers: start.answers.map(answer => ({...answer, value: 'gone'}))};
		const script: readonly Line[] = [
			['env', 'local'],
			['pipeline', 'all'],
			['image', 'a'],
		];
		expect((await continued(gone, script)).said()[0]).toBe('env');
		expect((await continued(start, script.slice(1), {env: {value: 'local', source: '--env'}})).said()[0]).toBe(
			'pipeline',
		);
	});
});

describe('what the interview reads and reports', () => {
	it('is read once, until files change', async () => {
		let reads = 0;
		let fixed = false;
		await run(
			[
				['env', 'local'],
				['last', back],
				['env', 'prod'],
				['last', ''],
			],
			async ({ui, readings}) => {
				await readings.image(['same'], async () => {
					reads += 1;
					return {} as never;
				});
				await ui.ask(select('env', 'local', 'prod'));
				await ui.ask(text('last'));
				if (!fixed) {
					fixed = true;
					throw new Rerun({reread: true});
				}
			},
		);
		expect(reads).toBe(2);
	});

	it('is reported once; the step of a question that is asked again is marked as active', async () => {
		const {reported} = await run(
			[
				['env', 'local'],
				['image', back],
				['env', 'local'],
				['image', 'a'],
			],
			async ({ui}) => {
				ui.emit({event: 'step', step: 'project', state: 'active'});
				ui.emit({event: 'step', step: 'project', state: 'done', detail: 'Tide'});
				ui.emit({event: 'step', step: 'pipeline', state: 'active'});
				await ui.ask(select('env', 'local', 'prod'));
				ui.emit({event: 'step', step: 'pipeline', state: 'done'});
				ui.emit({event: 'step', step: 'image', state: 'active'});
				await ui.ask(text('image'));
			},
		);
		const words = reported.map(event => (event.event === 'step' ? `${event.step} ${event.state}` : event.event));
		expect(words).toEqual([
			'project active',
			'project done',
			'pipeline active',
			'pipeline done',
			'image active',
			'pipeline active',
			'pipeline done',
			'image active',
		]);
	});
});

it('where no question is asked the work runs once, and its error is thrown', async () => {
	const {ui} = scriptedUi([]);
	const silent = {...ui, interactive: false, ask: async () => 'default' as never};
	expect(await interview(testContext(silent), {}, async asking => asking.ui, of)).toBe(silent);
	const error = new WizardError('denied', 'no', {code: 'NO'});
	await expect(interview(testContext(silent), {}, () => Promise.reject(error), of)).rejects.toBe(error);
});
