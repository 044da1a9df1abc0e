// The rule image/entrypoint: what an ENTRYPOINT sets up is missing in a task.
import {expect, it} from 'vitest';
import {foundIn} from '../../../../support/own-dockerfile.ts';

const found = (line: string) =>
	foundIn(`FROM python:3.11\n${line}`).flatMap(({rule, severity}) => (rule === 'image/entrypoint' ? [severity] : []));

it('a script or an activated environment is a warning, a program that a task replaces a note', () => {
	for (const line of [
		'ENTRYPOINT ["/entrypoint.sh"]',
		'ENTRYPOINT . /v/bin/activate && exec "$@"',
		'ENTRYPOINT ["conda", "run", "-n", "x"]',
		'ENTRYPOINT ["uv", "run"]',
	])
		expect([line, found(line)]).toEqual([line, ['warning']]);
	for (const line of ['ENTRYPOINT ["kedro"]', 'ENTRYPOINT python -m demo'])
		expect([line, found(line)]).toEqual([line, ['info']]);
});

it('a program that passes signals on, an empty one and none are not reported', () => {
	for (const line of [
		'ENTRYPOINT ["/usr/bin/tini", "--"]',
		'ENTRYPOINT []',
		'ENTRYPOINT ["/x.sh"]\nENTRYPOINT []',
		'CMD ["kedro", "run"]',
	])
		expect([line, found(line)]).toEqual([line, []]);
});
