// The door of every UI mode: no secret and no control character passes, and answers are left as they are.
import {expect, it} from 'vitest';
import type {Event} from '../../../src/schema/event.ts';
import {Sensitive} from '../../../src/system/secrets.ts';
import type {Question, Ui} from '../../../src/ui/ui.ts';
import {withoutSecrets} from '../../../src/ui/without-secrets.ts';

const secret = new Sensitive('Door-S3cret/0123456789').reveal();

function recorded() {
	const seen: unknown[] = [];
	const events: Event[] = [];
	const inner = {
		interactive: true,
		signal: new AbortController().signal,
		begin: header => seen.push(header),
		emit: event => events.push(event),
		ask: async (question: Question) => {
			seen.push(question);
			return secret;
		},
		read: async text => void seen.push(text),
		close: async () => {},
	} as Ui;
	return {ui: withoutSecrets(inner), seen, events};
}

it('every text of an event and of a question is masked, after it was cleaned', async () => {
	const {ui, seen, events} = recorded();
	const broken = Array.from(secret).join('\u001B[0m\u200B');
	ui.begin({title: secret, steps: []});
	ui.emit({event: 'note', level: 'info', message: `a ${broken} b`});
	ui.emit({
		event: 'result',
		ok: false,
		exitCode: 3,
		error: {code: 'X', message: secret, detail: `d\n${broken}`, changed: [], next: []},
	});
	await ui.ask({
		kind: 'select',
		name: 'x',
		flag: '--x',
		message: secret,
		help: secret,
		choices: [{value: 'v', hint: broken}],
	});
	await ui.ask({
		kind: 'plan',
		name: 'plan',
		flag: '--yes',
		message: 'ok?',
		plan: {changes: [], values: [{name: 'env', value: secret, source: secret}]},
	} as unknown as Question);
	await ui.read?.(`one\n${secret}\n`);
	expect(seen.at(-1)).toBe('one\n[REDACTED]\n');
	const all = JSON.stringify([seen, events]);
	expect(all).not.toContain('S3cret');
	expect(all).not.toMatch(/\\u001b|\u200B/i);
	expect(events[0]).toEqual({event: 'note', level: 'info', message: 'a [REDACTED] b'});
});

it('a secret that a tool prints over several lines is masked', () => {
	const {ui, events} = recorded();
	for (const line of [secret.slice(0, 6), secret.slice(6, 13), secret.slice(13)])
		ui.emit({event: 'log', step: 'image', line});
	expect(events.map(event => (event.event === 'log' ? event.line : '')).slice(1)).toEqual(['[REDACTED]', '[REDACTED]']);
});

it('the value of a choice and an answer stay as they are', async () => {
	const {ui, seen} = recorded();
	const question = {
		kind: 'select',
		name: 'x',
		flag: '--x',
		message: 'm',
		initial: secret,
		choices: [{value: secret}],
	} as const;
	expect(await ui.ask(question)).toBe(secret);
	expect(seen).toMatchObject([{initial: secret, choices: [{value: secret}]}]);
});
