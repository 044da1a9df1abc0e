// Which deploys follow their run.
import {expect, it} from 'vitest';
import {followsDeployed} from '../../../src/deploy/follow.ts';
import type {Options} from '../../../src/options/options.ts';

const on = {value: true, source: 'flag'};
const nobody = {ui: {interactive: false}, isTerminal: false};
const terminal = {...nobody, isTerminal: true};
const guided = {ui: {interactive: true}, isTerminal: true};

it.each<[what: string, options: Options, where: typeof nobody, follows: boolean]>([
	['in CI', {}, nobody, false],
	['in CI with --follow', {follow: on}, nobody, true],
	['in CI with --wait', {wait: on}, nobody, true],
	['guided', {}, guided, true],
	['guided with --detach', {detach: on}, guided, false],
	['on a terminal with --yes', {yes: on}, terminal, true],
	['on a terminal with --detach', {yes: on, detach: on}, terminal, false],
	['on a terminal with --no-follow', {yes: on, follow: {value: false, source: 'flag'}}, terminal, false],
	['on a terminal for a script', {yes: on, json: on}, terminal, false],
])('%s', (_, options, where, follows) => {
	expect(followsDeployed(options, where)).toBe(follows);
});
