// The shape of what `doctor` looks at. The list is in `rows.ts`.
import {isOff, type OptionName, type Options} from '../../options/options.ts';
import type {MachineRow} from '../../schema/machine.ts';
import type {NextCommand} from '../../system/errors.ts';
import type {Machine} from './machine.ts';

export type RowId =
	| 'node'
	| 'project'
	| 'python'
	| 'kedro'
	| 'pipelines'
	| 'engine'
	| 'platform'
	| 'registry'
	| 'kubectl'
	| 'context'
	| 'cluster'
	| 'namespace'
	| 'rights'
	| 'kubeflow'
	| 'pages'
	| 'aws'
	| 's3'
	| 'disk';

/** What was found. A problem that a deploy would stop at is `failed`. */
export type Found = Pick<MachineRow, 'state' | 'detail'> & {
	readonly fix?: readonly NextCommand[];
	/** The page that helps with this problem; default: that of the row. */
	readonly link?: string;
};

export type Row = {
	readonly id: RowId;
	readonly title: string;
	/** Rows of the list above it without which it cannot be looked at. */
	readonly needs: readonly RowId[];
	/** With this option it needs none of them. */
	readonly unless?: OptionName;
	/** With these options a deploy works without it: a failure is a warning. */
	readonly isSpare?: (options: Options) => boolean;
	/** The page that helps where it has a problem. */
	readonly link?: string;
	/** Milliseconds; default 10,000. */
	readonly limit?: (machine: Machine) => number;
	/** An error that it throws is a row that failed. It changes nothing. */
	readonly probe: (machine: Machine) => Promise<Found>;
};

/** Of kubectl and the cluster: for a host that was named and without a Secret they are not needed. */
export const isSpareCluster = ({host, secret}: Options): boolean => host !== undefined && isOff(secret);

export const ok = (detail: string): Found => ({state: 'ok', detail});
export const skipped = (detail: string): Found => ({state: 'skipped', detail});
