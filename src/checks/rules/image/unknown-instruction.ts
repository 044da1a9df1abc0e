// Words that are not instructions of a Dockerfile: no builder reads it.
import {knownKeywords} from '../../../image/dockerfile/parse.ts';
import {didYouMean} from '../../../system/nearest.ts';
import type {Rule} from '../../rule.ts';

export const imageUnknownInstruction: Rule = {
	id: 'image/unknown-instruction',
	severity: 'error',
	title: 'The Dockerfile has an unknown instruction',
	why: 'The build ends at once. Often a line before it should end with a backslash.',
	fix: 'Correct the instruction, or continue the line before it with a backslash',
	check: ({outline}) =>
		outline === undefined
			? []
			: outline.unknown.map(({keyword, line}) => ({
					message: `Line ${line} of ${outline.path} begins with ${keyword}, which is not an instruction${didYouMean(keyword, knownKeywords)}`,
					fix: `Correct line ${line} of ${outline.path}, or end the line before it with a backslash`,
					location: {file: outline.path, line},
				})),
};
