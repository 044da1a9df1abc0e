// Exact values as JSON, read by Python.
import {expect, it} from 'vitest';
import {run} from '../../../src/system/exec.ts';
import {type Exact, fromJson, toJson} from '../../../src/system/exact-values.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {typed} from '../../support/exact-values.ts';

describeWith(await bed.python('kedro-1'), 'exact JSON, read by Python', python => {
	it('Python reads exact JSON as the same values of the same types', async () => {
		const values = [...typed.map(([, value]) => value), Number.POSITIVE_INFINITY, 0.1, 5e-324, 1.7976931348623157e308];
		const program =
			'import json,sys; print([type(v).__name__ for v in json.loads(sys.argv[1])]); print(json.dumps(json.loads(sys.argv[1])))';
		const {stdout} = await run(python, ['-c', program, toJson(values)]);
		const [types = '', json = ''] = stdout.trim().split('\n');
		const names = (value: Exact): string => {
			if (value === null) return 'NoneType';
			if (Array.isArray(value)) return 'list';
			return (
				{bigint: 'int', number: 'float', boolean: 'bool', string: 'str', object: 'dict'}[typeof value as string] ?? ''
			);
		};
		expect(types).toBe(`[${values.map(value => `'${names(value)}'`).join(', ')}]`);
		expect(fromJson(json.replace('Infinity', '.inf'))).toEqual(values);
	});
});
