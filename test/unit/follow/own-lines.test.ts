// A task's own output, reported from what Argo and the launcher write; as recorded.
import {expect, it} from 'vitest';
import {withoutOthers} from '../../../src/follow/own-lines.ts';

const glog = (text: string, level = 'I'): string => `${level}1122 23:29:59.512381      17 main.go:67] ${text}`;
const argo = (text: string): string => `time=2026-11-22T23:29:59.224Z level=INFO msg="${text}" argo=true`;

it('keeps only what the task wrote', () =>
	expect(
		withoutOthers([
			argo('capturing logs'),
			glog("Setting log level to: '1'"),
			'to stdout',
			'',
			'Traceback: to stderr',
			glog('Component failed to execute successfully: exit status 1', 'E'),
			glog('failed to execute component: exit status 1', 'F'),
			argo('sub-process exited').replace('argo=true', 'error="exit status 1" argo=true'),
			'Error: exit status 1',
			'time="2026-11-22T23:29:56.720Z" level=info msg="Alloc=9822 TotalAlloc=16044 Sys=26726 NumGC=4 Goroutines=3"',
			'',
		]),
	).toEqual(['to stdout', '', 'Traceback: to stderr']));

it('leaves out a message of the launcher that goes on over lines', () =>
	expect(
		withoutOthers([
			'before',
			glog('ExecutorOutput: {'),
			'  "artifacts": {',
			'    "metrics": []',
			'  }',
			'}',
			glog('publish success.'),
			'after',
		]),
	).toEqual(['before', 'after']));

it('keeps a line of the task that looks like the end of Argo', () =>
	expect(withoutOthers(['Error: exit status 1', 'time is up'])).toEqual(['Error: exit status 1', 'time is up']));
