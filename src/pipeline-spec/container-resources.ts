// CPU, memory and accelerators of a container in each spec format.
import {defined} from '../system/defined.ts';
import {quantity} from './kubernetes-quantity.ts';
import type {TaskSettings} from './task-settings.ts';

/**
 * `container.resources` of KFP v2. Backends from 2.3 on read the strings, older ones the numbers: cores, and memory in units
 * of 10^9 bytes.
 */
export function kfpResources({cpu, memory, gpu}: TaskSettings): object | undefined {
	const cores = (text: string | undefined) => (text === undefined ? undefined : quantity(text));
	const gigabytes = (text: string | undefined) => (text === undefined ? undefined : quantity(text) / 1e9);
	return filled({
		cpuLimit: cores(cpu?.limit),
		memoryLimit: gigabytes(memory?.limit),
		cpuRequest: cores(cpu?.request),
		memoryRequest: gigabytes(memory?.request),
		resourceCpuLimit: cpu?.limit,
		resourceMemoryLimit: memory?.limit,
		resourceCpuRequest: cpu?.request,
		resourceMemoryRequest: memory?.request,
		accelerator:
			gpu === undefined || gpu.count === 0
				? undefined
				: {
						type: gpu.type,
						count: String(gpu.count),
						resourceType: gpu.type,
						resourceCount: String(gpu.count),
					},
	});
}

/** `container.resources` of a pod. */
export function podResources({cpu, memory, gpu}: TaskSettings): object | undefined {
	const devices = gpu === undefined || gpu.count === 0 ? {} : {[gpu.type]: gpu.count};
	return filled({
		limits: filled({cpu: cpu?.limit, memory: memory?.limit, ...devices}),
		requests: filled({cpu: cpu?.request, memory: memory?.request}),
	});
}

/** The fields that have a value; `undefined` where none has. */
function filled(fields: Readonly<Record<string, unknown>>): object | undefined {
	const present = defined(fields);
	return Object.keys(present).length === 0 ? undefined : present;
}
