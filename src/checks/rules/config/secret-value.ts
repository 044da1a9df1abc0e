// Values in the configuration that look like secrets.
import type {RatedProblem, Rule} from '../../rule.ts';

export const configSecretValue: Rule = {
	id: 'config/secret-value',
	severity: 'varies',
	title: 'A value in the configuration looks like a secret',
	why: 'The configuration is in the image and in the repository: whoever can read one of them can read the value. Kedro reads secrets from credentials, and the tasks get them from a Secret.',
	fix: 'Name an entry of `credentials.yml` with `${oc.env:NAME}` in its place, and give the tasks NAME from a Secret with `secrets` in `kfp.yml`; use `--ignore` if the value is harmless',
	check: ({secretValues = [], settings}) => {
		const isReported = (file: string, line: number): boolean =>
			settings.problems.some(({place}) => place?.file === file && place.line === line);
		return secretValues
			.filter(({file, line}) => !isReported(file, line))
			.map(({file, line, reason, certain}): RatedProblem => ({
				severity: certain ? 'error' : 'warning',
				message: `${file}:${line} ${reason}: whoever can pull the image can read it`,
				fix: `Remove it and revoke it: use \${oc.env:NAME} in credentials.yml, and give the tasks NAME from a Secret; or use --ignore config/secret-value if it is harmless`,
				location: {file, line},
			}));
	},
};
