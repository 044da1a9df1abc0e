// The advice about one requirement, written and read by one file: the fix makes the change that the advice names.
import {defined} from '../system/defined.ts';

type RequirementChange = {
	readonly verb: 'Add' | 'Pin';
	readonly name: string;
	readonly version?: string | undefined;
	/** `undefined` when the file is not known. */
	readonly file?: string | undefined;
};

/** `Add s3fs to requirements.txt`, `Pin kedro==1.7.0 in requirements.txt`. */
export function requirementAdvice({verb, name, version, file}: RequirementChange): string {
	const requirement = version === undefined ? name : `${name}==${version}`;
	return `${verb} ${requirement}${file === undefined ? '' : ` ${verb === 'Pin' ? 'in' : 'to'} ${file}`}`;
}

/** The change that `requirementAdvice` describes; `undefined` for any other text. */
export function readRequirementAdvice(text: string): RequirementChange | undefined {
	const [, verb, name, version, file] =
		/^(Add|Pin) ([A-Za-z\d][\w.-]*)(?:==(\S+))?(?: (?:to|in) (\S+))?$/.exec(text) ?? [];
	if ((verb !== 'Add' && verb !== 'Pin') || name === undefined) return undefined;
	return {verb, name, ...defined({version, file})};
}
