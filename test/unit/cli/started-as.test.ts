// How kfp-wizard was started, from the variables of a package manager, a launcher, and the path of the program.
import {expect, it} from 'vitest';
import {startedAs} from '../../../src/cli/started-as.ts';

const installed = '/usr/local/bin/kfp-wizard';

it.each([
	['npx kfp-wizard', {npm_config_user_agent: 'npm/10.9.0 node/v22.12.0 linux x64'}, '/home/ada/.npm/_npx/1/kfp-wizard'],
	['pnpm dlx kfp-wizard', {npm_config_user_agent: 'pnpm/9.1.0 npm/? node/v22'}, installed],
	['yarn dlx kfp-wizard', {npm_config_user_agent: 'yarn/4.1.0'}, installed],
	['bunx kfp-wizard', {npm_config_user_agent: 'bun/1.1.0'}, installed],
	['npx kfp-wizard', {}, '/home/ada/project/node_modules/.bin/kfp-wizard'],
	['kfp-wizard', {}, installed],
	['kfp-wizard', {}, '/src/kfp-wizard/bin/kfp-wizard.js'],
	['kedro kfp', {KFP_WIZARD_PROGRAM: 'kedro kfp', npm_config_user_agent: 'npm/10'}, installed],
	['kfp-wizard', {KFP_WIZARD_PROGRAM: 'x; rm -rf ~'}, installed],
	['kfp-wizard', {KFP_WIZARD_PROGRAM: ''}, installed],
])('%s', (program, env, script) => expect(startedAs(env, script)).toBe(program));
